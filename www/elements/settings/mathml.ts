// Makes nodes of a formula that the numerics have typeset. Text stays text, so a formula can't become markup.
import type { MathElement } from "../../../pkg/hnn_playground";

const MATHML = "http://www.w3.org/1998/Math/MathML";

/** An equation as several pieces that can be on lines of their own: browsers don't break MathML. */
export function typeset({ children: [row] }: MathElement): Element[] {
  const [left, equals, ...right] = row?.children ?? [];
  const [whole] = right;
  const terms = right.length === 1 && whole?.tag === "mrow" ? whole.children : right;
  const pieces: MathElement[][] = [[left, equals].filter((each) => each !== undefined)];
  terms.forEach((each, i) => {
    const last = pieces.at(-1);
    if (i > 0 && each.tag === "mo" && (each.text === "+" || each.text === "−")) pieces.push([each]);
    else last?.push(each);
  });
  return pieces.map((piece) => {
    const math = nodeOf("math", "", piece);
    const [first] = math.children;
    // Spaced as between its two terms.
    if (first?.localName === "mo") first.setAttribute("form", "infix");
    return math;
  });
}

function nodeOf(tag: string, text: string, children: readonly MathElement[]): Element {
  const element = document.createElementNS(MATHML, tag);
  if (text !== "") element.textContent = text;
  element.append(...children.map((each) => nodeOf(each.tag, each.text, each.children)));
  return element;
}
