// A field for words of either script turns with what is typed, and while it is empty as the page runs.
const turn = (field) => (field.dir = field.value ? "auto" : document.documentElement.dir);

for (const field of document.querySelectorAll("input[dir=auto], textarea[dir=auto]")) {
  turn(field);
  field.addEventListener("input", () => turn(field));
}
