// Handlers of the planes' and bodies' events: they update the session.
import type { Point } from "../render/plot/viewport";
import type { Session } from "../run/session";
import type { HoldEvent, ThrowEvent } from "./columns/body";
import type { PointEvent, StartEvent, ViewportEvent } from "./columns/plane";

export function stageHandlers(session: Session) {
  const { initialState } = session;

  /** The initial state with the two plane coordinates replaced. */
  const startAt = ({ x, y }: Point): number[] => {
    const { axes } = session.scene.system.view;
    const start = [...session.scene.start];
    start[axes[0]] = x;
    start[axes[1]] = y;
    return start;
  };

  return {
    moving: ({ detail }: StartEvent) => initialState.drag(startAt(detail)),
    start: ({ detail }: StartEvent) => initialState.set(startAt(detail)),
    revert: () => initialState.revert(),
    point: ({ detail }: PointEvent) => {
      if (detail.at) session.point(detail.at, detail.place, detail.aloud);
      else session.pointer.leave();
    },
    viewport: ({ detail }: ViewportEvent) => session.setView({ zoom: detail && [...detail.x, ...detail.y] }),
    hold: ({ detail: { q } }: HoldEvent) => initialState.grasp(q),
    throw: ({ detail: { q, velocity } }: ThrowEvent) => initialState.release(q, velocity),
  };
}
