// A link whose answer is short enough to stand beside it: the page is fetched, and what it marks as its
// answer is put below the link. Without scripts the link is followed.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-inline]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const open = link.nextElementSibling?.classList.contains("inline-answer") ? link.nextElementSibling : null;
  if (open) {
    open.remove();
    link.setAttribute("aria-expanded", "false");
    return;
  }
  link.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-fragment]");
    if (!answer.ok || answer.redirected || !found) throw new Error(`No answer to show (${answer.status}).`);
    const shown = document.importNode(found, true);
    shown.classList.add("inline-answer");
    shown.role = "status";
    link.after(shown);
    link.setAttribute("aria-expanded", "true");
  } catch (error) {
    console.warn(error);
    location.assign(link.href);
  } finally {
    link.removeAttribute("aria-busy");
  }
});
