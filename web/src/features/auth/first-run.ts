/**
 * The one-time token of a fresh installation. The printed link carries it in the fragment, which
 * browsers never send; it is taken out of the address at once and kept in memory.
 */
let token = "";

export function takeTokenFromFragment(): void {
  const found = new URLSearchParams(location.hash.slice(1)).get("token");
  if (!found) return;
  token = found;
  history.replaceState(history.state, "", location.pathname + location.search);
}

export const firstRunToken = () => token;
