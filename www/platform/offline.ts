// Offline use of the site: registers the service worker, which the bundler's plugin generates, and offers updates.
import { registerSW } from "virtual:pwa-register";

/** Interval between update checks on a page that stays open. */
const UPDATE_CHECK_MS = 6 * 3_600_000;

export function keepOffline(offer: (reload: () => void) => void): void {
  const update = registerSW({
    immediate: true,
    onNeedRefresh: () => offer(() => void update()),
    onRegisteredSW(_url, registration) {
      if (!registration) return;
      // Offline, the check fails; ignore it.
      const check = () => void registration.update().catch(() => {});
      // Browsers also check on their own, but unpredictably.
      if (registration.active) check();
      setInterval(check, UPDATE_CHECK_MS);
    },
    // Storage may be denied, or the script may be missing: the page then just needs a network.
    onRegisterError: () => {},
  });
}
