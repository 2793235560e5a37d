// The site without a network: registers the service worker, which the bundler's plugin writes, and offers what is newer.
import { registerSW } from "virtual:pwa-register";

/** A page that stays open for days asks this often whether there is a newer version. */
const ASK_AGAIN_MS = 6 * 3_600_000;

export function keepOffline(offer: (reload: () => void) => void): void {
  const renew = registerSW({
    immediate: true,
    onNeedRefresh: () => offer(() => void renew()),
    onRegisteredSW(_url, registration) {
      if (!registration) return;
      // Without a network there is nothing newer to be had.
      const ask = () => void registration.update().catch(() => {});
      // Browsers ask by themselves, but when they please.
      if (registration.active) ask();
      setInterval(ask, ASK_AGAIN_MS);
    },
    // Storage may be denied, or the server may not have the file: the page then needs the network, as it did before.
    onRegisterError: () => {},
  });
}
