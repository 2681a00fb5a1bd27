// The team's page. Everything on it works without a script; this refreshes it gently, calls out when a
// check-in is overdue, adds the phone's position when asked to, and keeps what was pressed without a network.
import "../script/keep.js";
import "../script/hand.js";
