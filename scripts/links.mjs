// Checks the documents' links to files, headings and ids in this repository. Ignores external links.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const documents = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "*.md", "docs/*.html"],
  {
    encoding: "utf8",
  },
)
  .split("\n")
  .filter((path) => path !== "" && existsSync(path));

/** Text without code, where brackets aren't links. */
const prose = (text) => text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "").replace(/`[^`\n]*`/g, "");

/** The anchor that GitHub generates for a heading. */
const slug = (heading) =>
  heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, "")
    .replace(/\s/g, "-");

/** All anchors of a document. Repeated headings get a number. */
function anchorsOf(path) {
  const text = readFileSync(path, "utf8");
  const anchors = new Set([...text.matchAll(/\b(?:id|name)="([^"]+)"/g)].map(([, id]) => id));
  if (path.endsWith(".md")) {
    const outside = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, "");
    for (const [, heading] of outside.matchAll(/^#{1,6}\s+(.*?)\s*#*$/gm)) {
      const first = slug(heading.replace(/`/g, ""));
      let anchor = first;
      for (let i = 1; anchors.has(anchor); i++) anchor = `${first}-${i}`;
      anchors.add(anchor);
    }
  }
  return anchors;
}

function linksOf(path) {
  const text = readFileSync(path, "utf8");
  if (path.endsWith(".html")) return [...text.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, link]) => link);
  const marked = prose(text);
  return [
    ...[...marked.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)].map(([, link]) => link),
    ...[...marked.matchAll(/^\s*\[[^\]]+\]:\s*(\S+)/gm)].map(([, link]) => link),
    ...[...marked.matchAll(/\b(?:href|src)="([^"]*)"/g)].map(([, link]) => link),
  ];
}

/** Whether a path is a build output: git ignores those. */
const isBuilt = (path) => spawnSync("git", ["check-ignore", "--quiet", path]).status === 0;

const problems = [];
let checked = 0;
for (const document of documents) {
  for (const link of linksOf(document)) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(link)) continue;
    checked += 1;
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? document : normalize(join(dirname(document), decodeURIComponent(path)));
    if (!existsSync(target) && isBuilt(target)) continue;
    if (!existsSync(target)) problems.push(`${document}: ${link} does not exist`);
    else if (
      anchor &&
      statSync(target).isFile() &&
      /\.(md|html)$/.test(target) &&
      !anchorsOf(target).has(decodeURIComponent(anchor))
    )
      problems.push(`${document}: ${target} has no heading or id “${anchor}”`);
  }
}
for (const problem of problems) console.error(problem);
console.log(`${checked} links in ${documents.length} documents, ${problems.length} broken`);
if (checked === 0 || problems.length > 0) process.exit(1);
