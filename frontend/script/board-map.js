// The board's map: shows what the lists hold, and chooses with them.
import { openMap } from "./map.js";

export async function openBoardMap(element, lists, keys) {
  const map = await openMap(element, { onChoose: (key) => keys.chooseKey(key), keep: "board" });
  if (!map) return;
  let waiting;
  const show = () => {
    waiting ??= requestAnimationFrame(() => {
      waiting = undefined;
      map.show(lists.things());
    });
  };
  lists.onChange = show;
  keys.onChoose = (key) => map.choose(key);
  map.show(lists.things());
  map.fit();
}
