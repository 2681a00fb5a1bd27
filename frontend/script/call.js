// What is typed is kept on the server about a second after typing stops, every few seconds while it does not,
// and on leaving the page; sooner once a place is chosen, as what stands beside the call follows from it. The
// answer says how urgent the call is and what it may be the same as: the server says it, never this script.
// While the connection is down everything stays in the page, which says so and tries again by itself.
const WAIT = 800;
const LONGEST = 2500; // so much at most is lost with the page, however fast somebody types
const SOON = 200;
const AGAIN = 5000;
const MOST_ALIVE = 60_000; // a browser sends no more than 64 kB after the page is gone

export class CallPage {
  constructor(form) {
    this.form = form;
    this.said = document.querySelector("[data-kept]");
    this.beside = document.querySelector("[data-beside]");
    this.kept = this.content();
    form.addEventListener("input", () => this.typed());
    form.addEventListener("change", () => this.typed());
    form.addEventListener("najda:place", () => this.typed(SOON, SOON));
    form.addEventListener("submit", (event) => this.sent(event));
    document.addEventListener("keydown", (event) => this.pressed(event));
    window.addEventListener("online", () => this.typed(0));
    document.addEventListener("visibilitychange", () => document.hidden && this.left());
    window.addEventListener("pagehide", () => this.left());
    window.addEventListener("beforeunload", (event) => this.down && this.isNew() && event.preventDefault());
    window.addEventListener("pageshow", () => (this.going = false));
  }

  data() {
    return new URLSearchParams(new FormData(this.form));
  }

  // What was typed, apart from what identifies the form.
  content() {
    const data = this.data();
    for (const name of ["csrfmiddlewaretoken", "act", "revision"]) data.delete(name);
    return data.toString();
  }

  isNew() {
    return this.content() !== this.kept;
  }

  // What is typed next puts keeping off, and never past the moment that was set before.
  typed(wait = WAIT, longest = Math.max(wait, LONGEST)) {
    const now = performance.now();
    this.due = Math.min(this.due ?? Infinity, now + longest);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keep(), Math.max(0, Math.min(wait, this.due - now)));
  }

  // One at a time, so that the revisions follow each other; what is typed meanwhile comes after.
  async keep() {
    clearTimeout(this.timer);
    if (this.keeping) return this.keeping.then(() => this.keep());
    this.due = null;
    if (!this.isNew() && !this.down) return true;
    this.keeping = this.post();
    try {
      return await this.keeping;
    } finally {
      this.keeping = null;
    }
  }

  async post() {
    const content = this.content();
    try {
      const answer = await this.ask();
      if (answer.ok) {
        this.kept = content;
        this.note(answer.headers.get("X-Draft"));
        this.show(await answer.text());
        this.say("");
        return true;
      }
      this.say(answer.status === 401 || answer.status === 403 ? this.said.dataset.out : this.said.dataset.failed);
      if (answer.status === 401 || answer.status === 403) this.typed(AGAIN);
      return answer.status >= 500 || answer.status === 400;
    } catch {
      this.say(this.said.dataset.down);
      this.typed(AGAIN);
      return false;
    }
  }

  // A form opened before signing in again is too old: its protection is renewed, and it is sent once more.
  async ask() {
    const body = this.data();
    const send = () =>
      fetch(this.form.dataset.typed, {
        method: "POST",
        body,
        headers: { Accept: "text/html" },
        signal: AbortSignal.timeout(8000),
        keepalive: body.toString().length < MOST_ALIVE,
      });
    const answer = await send();
    if (answer.status !== 403) return answer;
    const fresh = await fetch(this.form.action, { headers: { Accept: "text/html" } });
    if (!fresh.ok || fresh.redirected) return answer;
    const page = new DOMParser().parseFromString(await fresh.text(), "text/html");
    const token = page.querySelector("input[name=csrfmiddlewaretoken]")?.value;
    if (!token) return answer;
    this.form.elements.csrfmiddlewaretoken.value = token;
    body.set("csrfmiddlewaretoken", token);
    return send();
  }

  note(draft) {
    if (!draft) return;
    const [id, revision] = draft.split("@");
    this.form.elements.act.value = id;
    this.form.elements.revision.value = revision;
  }

  show(fragment) {
    const part = new DOMParser().parseFromString(fragment, "text/html");
    const focused = document.activeElement?.value;
    const within = this.beside.contains(document.activeElement);
    this.beside.replaceChildren(...part.body.childNodes);
    if (within && focused) this.beside.querySelector(`button[value="${CSS.escape(focused)}"]`)?.focus();
  }

  say(text) {
    this.down = Boolean(text);
    if (this.said.textContent !== text) this.said.textContent = text;
    this.said.classList.toggle("warn", this.down);
  }

  left() {
    if (!this.going && this.isNew()) this.keep();
  }

  // Before the form goes, what is in it is kept: if that fails, nothing leaves the page.
  async sent(event) {
    if (this.going) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.checking) return;
    this.checking = true;
    const button = event.submitter;
    this.kept = null;
    const reached = await this.keep();
    this.checking = false;
    if (!reached) return;
    this.going = true;
    clearTimeout(this.timer);
    const still = button?.isConnected ? button : this.again(button);
    this.form.requestSubmit(still ?? this.form.querySelector("[data-save]"));
  }

  // The button may have been shown anew meanwhile, beside the call.
  again(button) {
    if (button?.name !== "link") return null;
    const link = document.createElement("button");
    Object.assign(link, { type: "submit", name: "link", value: button.value, hidden: true });
    this.form.append(link);
    return link;
  }

  pressed(event) {
    const control = event.ctrlKey || event.metaKey;
    if (event.key === "Enter" && control) {
      const open = event.shiftKey && this.form.querySelector("[data-open]");
      this.press(event, open || this.form.querySelector("[data-save]"));
    } else if (event.altKey && !control && event.code === "KeyL") {
      this.press(event, this.beside.querySelector("[data-link]"));
    } else if (event.key === "Enter" && event.target.matches?.("input, select") && this.form.contains(event.target)) {
      // Enter never sends the form by accident: it goes on to the next question.
      event.preventDefault();
      this.next(event.target);
    }
  }

  press(event, button) {
    event.preventDefault();
    if (button) this.form.requestSubmit(button);
  }

  next(from) {
    const all = [...this.form.querySelectorAll("input:not([type=hidden]), select, textarea, button, summary")];
    const open = all.filter((one) => one.offsetParent && !one.disabled && !(one.type === "radio" && one.name === from.name));
    const after = open.find((one) => from.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    after?.focus();
  }
}
