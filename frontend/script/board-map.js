// The board's map: shows what the lists hold, and chooses with them. Closed and slow roads are in their
// list too; their shapes are asked for when that list changes.
import { openMap } from "./map.js";

export async function openBoardMap(element, lists, keys) {
  const map = await openMap(element, { onChoose: (key) => keys.chooseKey(key), keep: "board" });
  if (!map) return;
  let waiting;
  let roads;
  const showRoads = async () => {
    const now = [...lists.list("roads").children].map((line) => `${line.dataset.key}${line.textContent}`).join();
    if (now === roads) return;
    roads = now;
    try {
      const answer = await fetch(element.closest("[data-board]").dataset.roads, { headers: { Accept: "application/json" } });
      if (answer.ok) map.lines((await answer.json()).lines);
    } catch (error) {
      roads = undefined; // asked for again at the next change
      console.warn(error);
    }
  };
  const show = () => {
    waiting ??= requestAnimationFrame(() => {
      waiting = undefined;
      map.show(lists.things());
      showRoads();
    });
  };
  lists.onChange = show;
  keys.onChoose = (key) => map.choose(key);
  map.show(lists.things());
  showRoads();
  map.fit({ maxZoom: 11 });
}
