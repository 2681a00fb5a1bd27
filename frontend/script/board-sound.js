// Two short tones for a new alarm, if the person wants to hear them: off until they say so.
const KEPT = "najda:alarm-sound";

export class Sound {
  constructor(button) {
    this.button = button;
    button.hidden = false;
    this.set(localStorage.getItem(KEPT) === "on");
    button.addEventListener("click", () => {
      this.set(!this.on);
      this.play();
    });
  }

  set(on) {
    this.on = on;
    localStorage.setItem(KEPT, on ? "on" : "off");
    this.button.setAttribute("aria-pressed", String(on));
  }

  play() {
    if (!this.on) return;
    this.context ??= new AudioContext();
    [0, 0.25].forEach((after) => {
      const tone = new OscillatorNode(this.context, { frequency: 740 });
      const loud = new GainNode(this.context, { gain: 0.15 });
      tone.connect(loud).connect(this.context.destination);
      tone.start(this.context.currentTime + after);
      tone.stop(this.context.currentTime + after + 0.15);
    });
  }
}
