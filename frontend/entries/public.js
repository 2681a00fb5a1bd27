// Adds the phone's position to a report, when somebody presses for it and not before. Without scripts the
// button is not there, and the place is given in words.
const box = document.querySelector("[data-position]");
if (box && navigator.geolocation) {
  const [button, said] = [box.querySelector("button"), box.querySelector("span")];
  const [lat, lon] = ["lat", "lon"].map((name) => document.querySelector(`input[name=${name}]`));
  box.hidden = false;
  if (lat.value && lon.value) said.textContent = button.dataset.done;
  button.addEventListener("click", () => {
    said.textContent = button.dataset.asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        lat.value = coords.latitude.toFixed(6);
        lon.value = coords.longitude.toFixed(6);
        said.textContent = button.dataset.done;
      },
      () => {
        said.textContent = button.dataset.failed;
      },
      { enableHighAccuracy: true, timeout: 30_000 },
    );
  });
}
