// The board: drawn by the server, kept up to date by what it sends.
import { openBoardMap } from "../script/board-map.js";
import { Keys } from "../script/board-keys.js";
import { listen } from "../script/feed.js";
import { Lists } from "../script/board-lists.js";
import { showCover } from "../script/board-cover.js";
import { Sound } from "../script/board-sound.js";

const board = document.querySelector("[data-board]");
const lists = new Lists(board);
const keys = new Keys(lists, board.dataset.call);
const sound = new Sound(document.querySelector("[data-sound]"));
lists.onAlarm = () => sound.play();
lists.onOutOfStep = () => location.reload();
listen(document.querySelector("[data-feed]"), { lines: (said) => lists.take(said) });
openBoardMap(board.querySelector("[data-map]"), lists, keys);

showCover(document.querySelector("[data-cover]"));

const area = document.querySelector("[data-send]");
if (area) {
  area.form.querySelector("[data-send-button]").hidden = true;
  area.addEventListener("change", () => area.form.submit());
}
