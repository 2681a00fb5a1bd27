// Menus are <details>: they open without any script. With it, Escape and a click elsewhere close them.
const open = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of open()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// On a narrow screen the menu scrolls: where one is stays in sight.
const here = document.querySelector(".nav [aria-current]");
const strip = here?.closest(".nav");
if (strip && strip.scrollWidth > strip.clientWidth) {
  const [link, frame] = [here, strip].map((each) => each.getBoundingClientRect());
  strip.scrollLeft += link.left + link.width / 2 - (frame.left + frame.width / 2);
}
