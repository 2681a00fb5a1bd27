// Loaded by every page. Everything works without it; it only spares waiting and typing.
import "../script/acts.js";
import "../script/ages.js";
import "../script/menus.js";
import "../script/direction.js";
import "../script/places.js";
