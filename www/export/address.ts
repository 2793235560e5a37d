// The address that repeats a run: of this page if it opens links, else of the site that the element belongs to, if there is one.
import { platform } from "#platform";
import { linkOf } from "../experiment/link";
import type { Session } from "../run/session";

/** The address that repeats the run; the link alone where no page is known that opens it. */
export function addressOf({ experiment, view, site }: Session): string {
  const link = linkOf(experiment, view);
  return site === null ? link : new URL(link, site).href;
}

/** The address of a page, relative to the one around; null for what opens no page. */
export function siteFrom(text: string): string | null {
  try {
    const { protocol, href } = new URL(text, document.baseURI);
    return /^(https?|file):$/.test(protocol) ? href : null;
  } catch {
    return null;
  }
}

/** Whether there may be a page that opens links to the session's run. */
export const mayHaveSite = ({ site }: Session): boolean => site !== null || Boolean(platform.site);

/** Finds the page that opens links, unless the page around has named one: the published site has the element beside it. */
export async function findSite(session: Session): Promise<void> {
  const { site } = platform;
  if (session.site !== null || !site) return;
  try {
    const response = await fetch(site);
    if (response.ok && (await response.text()).includes("<hnn-playground")) session.site ??= site;
  } catch {
    // There is none.
  }
}
