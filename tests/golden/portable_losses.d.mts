export function portableLosses(): object[];
