// Draws the frame, ticks and axis labels of a phase plane.
import type { Pen } from "../plot/pen";
import { ticks } from "../plot/scales";
import { fonts, sizes } from "../plot/theme";
import { type PlaneView, planeScales } from "../plot/viewport";

export function drawAxes(ctx: Pen, view: PlaneView): void {
  const { colours, labels } = view;
  const { x, y } = planeScales(view);
  const [left, right] = x.range;
  const [bottom, top] = y.range;
  ctx.strokeStyle = colours.faint;
  ctx.fillStyle = colours.faint;
  ctx.lineWidth = 1;
  ctx.font = `${sizes.tickText}px ${fonts.sans}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.beginPath();
  ctx.rect(left + 0.5, top + 0.5, right - left - 1, bottom - top - 1);
  const xTicks = ticks(x.domain, (right - left) / 70);
  for (const value of xTicks) {
    const at = Math.round(x(value)) + 0.5;
    ctx.moveTo(at, bottom);
    ctx.lineTo(at, bottom + sizes.tick);
    // The axis label needs the space of the last number.
    if (at < right - 44) ctx.fillText(plain(value), at, bottom + sizes.tick + 2);
  }
  ctx.textAlign = "right";
  ctx.textBaseline = "middle";
  for (const value of ticks(y.domain, (bottom - top) / 46)) {
    const at = Math.round(y(value)) + 0.5;
    ctx.moveTo(left - sizes.tick, at);
    ctx.lineTo(left, at);
    if (at > top + 24) ctx.fillText(plain(value), left - sizes.tick - 3, at);
  }
  ctx.stroke();
  ctx.textAlign = "right";
  ctx.textBaseline = "alphabetic";
  const unitWidth = unitText(ctx, view, labels.xUnit, right, bottom + 17);
  symbolText(ctx, view, labels.x, right - unitWidth - 3, bottom + 17);
  symbolText(ctx, view, labels.y, left - sizes.tick - 3, top + 10);
}

function symbolText(ctx: Pen, view: PlaneView, text: string, x: number, y: number): void {
  ctx.font = `italic ${sizes.axisText}px ${fonts.serif}`;
  ctx.fillStyle = view.colours.ink;
  ctx.fillText(text, x, y);
}

function unitText(ctx: Pen, view: PlaneView, text: string, x: number, y: number): number {
  ctx.font = `${sizes.tickText}px ${fonts.sans}`;
  ctx.fillStyle = view.colours.faint;
  ctx.fillText(text, x, y);
  return ctx.measureText(text).width;
}

const plain = (value: number) => String(value).replace("-", "−");
