// Pages of incidents and missions: shortcuts, and a button that says whom it sends.
import "../script/keys.js";
import "../script/inline.js";

const CHOSEN = "‹›";
const listed = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" });

for (const form of document.querySelectorAll("form[data-sending]")) {
  const button = form.querySelector("[data-says]");
  const words = button.querySelector("span");
  const usual = words.textContent;
  const tell = () => {
    const names = [...form.querySelectorAll("input[name=teams]:checked")].map((box) => box.dataset.name);
    words.textContent = names.length ? button.dataset.says.replace(CHOSEN, () => listed.format(names)) : usual;
  };
  form.addEventListener("change", tell);
  tell();
}

const errors = document.getElementById("errors");
if (errors) errors.focus();
