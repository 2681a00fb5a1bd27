// What stands on a map, drawn as small pictures by the browser: names of places shaped as the browser
// shapes all text, so that Arabic is joined and runs the right way, and symbols whose shape tells as
// much as their colour. The map asks for a picture by its name when it first needs it.
const FAMILY = '"Najda", sans-serif';
const SHARP = Math.max(2, Math.ceil(window.devicePixelRatio || 1));
const SIDE = 30;

export const colours = () => {
  const style = getComputedStyle(document.documentElement);
  return (name) => style.getPropertyValue(`--${name}`).trim();
};

export const ready = () =>
  Promise.all([400, 600].map((weight) => document.fonts.load(`${weight} 13px ${FAMILY}`, "Aب"))).catch(() => {});

function picture(width, height, draw) {
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width) * SHARP;
  canvas.height = Math.ceil(height) * SHARP;
  const context = canvas.getContext("2d");
  context.scale(SHARP, SHARP);
  draw(context);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}

function words(text, { size, weight, colour }) {
  const lines = text.split("\n");
  const font = (at) => `${weight} ${at ? size - 2 : size}px ${FAMILY}`;
  const gauge = document.createElement("canvas").getContext("2d");
  const width = Math.max(...lines.map((line, at) => ((gauge.font = font(at)), gauge.measureText(line).width)));
  const high = size * 1.5;
  return picture(width + 8, high * lines.length, (context) => {
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = colour("land");
    lines.forEach((line, at) => {
      context.font = font(at);
      context.fillStyle = colour(at ? "ink-soft" : "ink");
      context.strokeText(line, width / 2 + 4, high * (at + 0.5));
      context.fillText(line, width / 2 + 4, high * (at + 0.5));
    });
  });
}

// Outlines on a square of 24, and the sign within; the same signs as on badges (style/icons.svg).
const SHAPES = {
  octagon: "M8 2h8l6 6v8l-6 6H8l-6-6V8z",
  triangle: "M12 1.5 23 21.5H1z",
  diamond: "M12 1 23 12 12 23 1 12z",
  square: "M3 3h18v18H3z",
  circle: "M12 22a10 10 0 1 0 0-20 10 10 0 0 0 0 20z",
  shield: "M4 3h16v11c0 4-4 6-8 8-4-2-8-4-8-8z",
};
const SIGNS = {
  critical: "M12 6.5v7M12 16.8v.6",
  urgent: "m8 17.5 4-4 4 4M8 13.5l4-4 4 4",
  serious: "m8 14 4-4 4 4",
  routine: "M8 12h8",
  low: "m8 10.5 4 4 4-4",
  unknown: "M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.6v.5",
  report: "M9 9h6M9 12h6M9 15h4",
  hazard: "M12 9.5v5.5M12 17.6v.5",
  bar: "M7 12h10",
  slow: "M9 8v8M15 8v8",
  tick: "m8 12.5 3 3.5 5-8",
  clock: "M12 7v5l3 2",
  team: "M9.5 11.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM15.5 11.5a1.7 1.7 0 1 0 0-3.4M5.8 17c.3-2.6 2-3.6 3.7-3.6s3.4 1 3.7 3.6M15 13.5c1.8 0 3 .9 3.3 3",
};
const SYMBOLS = {
  "incident-1": ["octagon", "critical", "alarm-solid", "#fff"],
  "incident-2": ["triangle", "urgent", "alarm-soft", "alarm"],
  "incident-3": ["diamond", "serious", "warn-soft", "warn"],
  "incident-4": ["square", "routine", "notice-soft", "notice"],
  "incident-5": ["circle", "low", "surface", "ink-soft"],
  "incident-0": ["circle", "unknown", "warn-soft", "warn"],
  report: ["square", "report", "surface", "notice"],
  hazard: ["triangle", "hazard", "surface", "alarm"],
  "road-closed": ["circle", "bar", "alarm-solid", "#fff"],
  "road-slowed": ["diamond", "slow", "warn-soft", "warn"],
  "area-covered": ["circle", "tick", "good-soft", "good"],
  "area-lacks_soon": ["circle", "clock", "notice-soft", "notice"],
  "area-partly": ["triangle", "hazard", "warn-soft", "warn"],
  "area-not_at_all": ["octagon", "critical", "alarm-solid", "#fff"],
  team: ["shield", "team", "good-soft", "good"],
  "team-out": ["shield", "team", "notice", "surface"],
  "team-off": ["shield", "team", "surface", "ink-soft"],
  "team-alarm": ["shield", "critical", "alarm-solid", "#fff"],
};

function symbol(name, colour) {
  const served = name.endsWith("-served"); // somebody is on it: the same shape, hollow
  const [shape, sign, solid, given] = SYMBOLS[name.replace("-served", "")] ?? SYMBOLS["incident-0"];
  const fill = served ? "surface" : solid;
  const line = served && given === "#fff" ? "alarm" : given;
  const tint = (given) => (given.startsWith("#") ? given : colour(given));
  return picture(SIDE, SIDE, (context) => {
    context.translate(3, 3);
    context.lineJoin = context.lineCap = "round";
    const outline = new Path2D(SHAPES[shape]);
    context.lineWidth = 5;
    context.strokeStyle = colour("land");
    context.stroke(outline);
    context.fillStyle = tint(fill);
    context.fill(outline);
    context.lineWidth = 1.8;
    context.strokeStyle = tint(line);
    context.stroke(outline);
    context.lineWidth = 2;
    context.stroke(new Path2D(SIGNS[sign]));
  });
}

const KINDS = {
  town: (text, colour) => words(text, { size: 13, weight: 600, colour }),
  village: (text, colour) => words(text, { size: 12, weight: 400, colour }),
  name: (text, colour) => words(text, { size: 12, weight: 600, colour }),
  symbol,
};

// Draws the picture `kind:what` that a map is missing.
export function supply(map, id) {
  const at = id.indexOf(":");
  const draw = KINDS[id.slice(0, at)];
  const what = id.slice(at + 1);
  if (!draw || map.hasImage(id)) return;
  map.addImage(id, what ? draw(what, colours()) : { width: 1, height: 1, data: new Uint8Array(4) }, { pixelRatio: SHARP });
}
