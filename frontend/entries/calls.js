// Taking a call: kept on the server as it is typed, by keyboard alone.
import { CallPage } from "../script/call.js";

const form = document.querySelector("form[data-call]");
if (form) new CallPage(form);
