// The URL that repeats a run: on this page if it reads links, otherwise on the element's published site, if known.
import { platform } from "#platform";
import { linkOf } from "../experiment/link";
import type { Session } from "../run/session";

/** The URL that repeats the run; only the hash if no page is known that opens it. */
export function addressOf({ experiment, view, site }: Session): string {
  const link = linkOf(experiment, view);
  return site === null ? link : new URL(link, site).href;
}

/** Resolves the address of a page relative to the host page; null if it opens no page. */
export function siteFrom(text: string): string | null {
  try {
    const { protocol, href } = new URL(text, document.baseURI);
    return /^(https?|file):$/.test(protocol) ? href : null;
  } catch {
    return null;
  }
}

/** Whether a page may exist that opens links to the session's run. */
export const mayHaveSite = ({ site }: Session): boolean => site !== null || Boolean(platform.site);

/** Looks for a page that opens links, unless the host page has named one: the published site is next to the element's files. */
export async function findSite(session: Session): Promise<void> {
  const { site } = platform;
  if (session.site !== null || !site) return;
  try {
    const response = await fetch(site);
    if (response.ok && (await response.text()).includes("<hnn-playground")) session.site ??= site;
  } catch {
    // Not found.
  }
}
