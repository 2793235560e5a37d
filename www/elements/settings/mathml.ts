// Makes nodes of a formula that the numerics have typeset. Text stays text, so a formula can't become markup.
import type { MathElement } from "../../../pkg/hnn_playground";

const MATHML = "http://www.w3.org/1998/Math/MathML";

export function typeset({ tag, text, children }: MathElement): Element {
  const element = document.createElementNS(MATHML, tag);
  if (text !== "") element.textContent = text;
  element.append(...(children as unknown as MathElement[]).map(typeset));
  return element;
}
