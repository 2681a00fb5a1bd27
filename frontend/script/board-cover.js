// Where teams run out, on the board of whoever sends: asked for apart, as it takes its time.
const EVERY = 60_000;

export function showCover(panel) {
  if (!panel) return;
  const ask = async () => {
    try {
      const answer = await fetch(panel.dataset.cover, { headers: { Accept: "text/html" } });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.querySelector("[data-fragment]");
      const said = document.importNode(found ?? document.createElement("div"), true);
      for (const each of said.querySelectorAll("[id]")) each.removeAttribute("id");
      for (const each of said.querySelectorAll("[aria-labelledby]")) each.removeAttribute("aria-labelledby");
      panel.querySelector("[data-cover-said]").replaceChildren(said);
    } catch (error) {
      console.warn(error); // the link to the page is there
    }
  };
  ask();
  setInterval(ask, EVERY);
}
