// What time it is by the installation's clock: a drill runs at its own pace in days of its own, and a
// device's clock may be wrong. The page says when it was made (<html data-now>) and how many seconds pass
// there in one of ours (data-pace); it is kept on the element, so that every bundle reads the same.
const { dataset } = document.documentElement;
dataset.read ??= Date.now();

// Milliseconds since 1970, as Date.now() gives them.
export function now() {
  return Date.parse(dataset.now) + (Date.now() - dataset.read) * pace();
}

export function pace() {
  return Number(dataset.pace);
}

// Puts the clock right by what the server just said.
export function set(at, newPace = pace()) {
  Object.assign(dataset, { now: at, pace: newPace, read: Date.now() });
}
