/* tslint:disable */
/* eslint-disable */

/** One model's rollout. Arrays end where it left the finite numbers. */
export interface Rollout {
    /** (n, dim), row-major */
    states: Float32Array;
    /** true H along it, J */
    energy: Float32Array;
    /** H_θ along it, J, aligned with the true H over the training states */
    learnedEnergy: Float32Array | null;
    /** distance from the true state at the same time, in units of each coordinate's spread along the truth */
    coordinateError: Float32Array;
    /** (H(end) − H(start)) / |H(start)|; null when H(start) = 0 */
    energyChange: number | null;
    /** max |H(t) − H(start)| / |H(start)| */
    energyDrift: number | null;
    /** phase gained on the truth, as a fraction; null without a whole turn */
    pace: number | null;
    /** evaluations of the field */
    evaluations: number;
    /** what the integrator does not guarantee here */
    note: string | null;
    /** why it ended early */
    problem: string | null;
}
/** Rollouts by model, the truth under 'truth'. */
export interface Rollouts {
    /** s */
    t: Float32Array;
    dim: number;
    models: Record<string, Rollout>;
}


/**
 * A change made while training went on, before the step of that number was made.
 */
export interface Change {
    step: number;
    key: string;
    value: Value;
}

/**
 * A mean over components with its standard error, as the published code has it: standard deviation over all
 * components / √rows.
 */
export interface Mean {
    mean: number;
    standardError: number;
}

/**
 * A number, the id of a choice, or one number for each coordinate.
 */
export type Value = number | string | number[];

/**
 * Bounds of a number.
 */
export interface Bounds {
    integer: boolean;
    min: number;
    max: number;
    /**
     * Distance of two stops of a slider.
     */
    step: number;
    /**
     * Whether a slider is logarithmic.
     */
    logarithmic: boolean;
    /**
     * If 0 is allowed besides, what it means.
     */
    zero: string | undefined;
}

/**
 * Everything that the page builds its controls, links and help from.
 */
export interface Catalog {
    /**
     * Of this program.
     */
    version: string;
    /**
     * Of the link format.
     */
    format: number;
    /**
     * Most test states behind a recorded loss.
     */
    recordedRows: number;
    /**
     * Sections of the control panel, in order.
     */
    groups: GroupInfo[];
    systems: SystemInfo[];
    integrators: IntegratorInfo[];
    learners: LearnerInfo[];
    /**
     * Common to all systems, in the order of the panel.
     */
    settings: SettingInfo[];
    presets: PresetInfo[];
    /**
     * The paper's table.
     */
    published: PublishedResult[];
}

/**
 * How the energy changed along a trajectory, as a fraction of what it was at the start.
 */
export interface EnergyDrift {
    /**
     * (H(end) − H(start)) / |H(start)|.
     */
    change: number;
    /**
     * max |H(t) − H(start)| / |H(start)|.
     */
    largest: number;
}

/**
 * Initial weights: W1 `(2, H)`, W2 `(H, H)`, W3 `(H, outputs)`.
 */
export interface BenchmarkWeights {
    W1: Numbers;
    b1: Numbers;
    W2: Numbers;
    b2: Numbers;
    W3: Numbers;
}

/**
 * Losses at one step, both at the weights before it: mean over all components of (field − derivative)².
 */
export interface LossPoint {
    step: number;
    /**
     * On the batch of that step.
     */
    train: number;
    /**
     * On the test set, or on a fixed part of a large one ([`MAX_RECORDED_ROWS`]).
     */
    test: number;
}

/**
 * Losses on the whole training and test set.
 */
export interface MeanLosses {
    train: Mean;
    test: Mean;
}

/**
 * Median over starts of the largest energy drift of a rollout, as a fraction; infinite where most rollouts left the numbers.
 */
export interface DriftByStart {
    /**
     * From starts drawn as for training.
     */
    inside: number;
    /**
     * From starts whose energy no training trajectory has ([`crate::physics::system::Sampling::outside`]).
     */
    outside: number;
}

/**
 * Numbers, flat or as rows.
 */
export type Numbers = number[] | number[][];

/**
 * One entry of a choice.
 */
export interface Choice {
    id: string;
    label: string;
    help: string;
}

/**
 * One learner's run.
 */
export interface RunRecord {
    /**
     * Of the program that made it.
     */
    version: string;
    /**
     * Of the module that made it: [`ARITHMETIC`]. Runs of the same arithmetic are equal to the last bit.
     */
    arithmetic?: string;
    /**
     * Of the link format, to which the defaults belong.
     */
    format: number;
    /**
     * Complete, as they were at the start of the run.
     */
    settings: Record<string, Value>;
    /**
     * Live changes.
     */
    changes: Change[];
    learner: string;
    /**
     * Steps made.
     */
    step: number;
    losses: LossPoint[];
    /**
     * The step at which weights were loaded from a file: such a run cannot be repeated from its settings alone.
     */
    loadedAt: number | undefined;
    /**
     * The page's link to the run, where the page has written the record.
     */
    link?: string;
}

/**
 * One row of the table.
 */
export interface Measures {
    trainLoss: Mean;
    testLoss: Mean;
    energyMsePublished: number;
    energyMse: number;
}

/**
 * Sections of the control panel, in its order.
 */
export type Group = "system" | "data" | "network" | "training" | "rollout";

/**
 * States and derivatives, `(n, 2)` each.
 */
export interface BenchmarkData {
    n: number;
    x: Numbers;
    t: Numbers;
}

/**
 * What [`Trainer::train`] returns.
 */
export interface TrainReport {
    /**
     * Steps made since the start of the run.
     */
    step: number;
    /**
     * Time that this call took, in ms.
     */
    elapsedMs: number;
    /**
     * New points, on a fixed grid of steps.
     */
    losses: LossPoint[];
    /**
     * Set when training diverged: this learner stops here.
     */
    problem: string | undefined;
}

/**
 * What [`check_settings`] returns.
 */
export interface Checked {
    /**
     * Complete and valid.
     */
    settings: Record<string, Value>;
    /**
     * What was unknown or not allowed and has taken its default.
     */
    problems: string[];
}

/**
 * What [`read_record`] returns.
 */
export interface ReadRecord {
    record: RunRecord;
    /**
     * Complete and valid.
     */
    settings: Record<string, Value>;
}

/**
 * What a change of the setting does to the running experiment.
 */
export type Effect = "restart" | "live" | "budget" | "rollout";

/**
 * What a map shows.
 */
export type Quantity = "energy" | "difference" | "divergence";

/**
 * What is known of one point of phase space, by one model.
 */
export interface Reading {
    /**
     * H, or H_θ aligned as in [`Quantity::Energy`], in J.
     */
    energy: number | undefined;
    /**
     * dx/dt along the two axes of the view.
     */
    field: [number, number];
    /**
     * ∂f_q/∂q + ∂f_p/∂p, in 1/s.
     */
    divergence: number;
}

/**
 * What the paper gives for one learner on one system. Energy errors are those of its own protocol.
 */
export interface PublishedResult {
    system: string;
    learner: string;
    testLoss: number;
    energyMse: number;
}

/**
 * What to train. Matrices are row-major `(in, out)`, flat or nested.
 */
export interface BenchmarkConfig {
    /**
     * Id of a learner.
     */
    model: string;
    /**
     * Width.
     */
    H: number;
    /**
     * Learning rate.
     */
    lr: number;
    data: BenchmarkData;
    init: BenchmarkWeights;
}

/**
 * What values a setting can take.
 */
export type Kind = ({ type: "number" } & Bounds) | { type: "choice"; options: Choice[] } | { type: "vector"; min: number; max: number };

export interface CoordinateInfo {
    symbol: string;
    label: string;
    unit: string;
}

export interface GroupInfo {
    id: Group;
    label: string;
}

export interface IntegratorInfo {
    id: string;
    label: string;
    order: number;
    orderNonSeparable: number;
    symplectic: "always" | "separable" | "never";
    adaptive: boolean;
    assumes: string;
    help: string;
}

export interface LearnerInfo {
    id: string;
    label: string;
    short: string;
    help: string;
    /**
     * Whether it has a learned energy H_θ.
     */
    hasEnergy: boolean;
    /**
     * Whether its field is exactly that of a Hamiltonian.
     */
    hamiltonian: boolean;
}

export interface PresetInfo {
    id: string;
    label: string;
    /**
     * What to look for.
     */
    summary: string;
    /**
     * The settings that differ from the defaults of its system, `system` included.
     */
    settings: Record<string, Value>;
}

export interface SettingInfo {
    key: string;
    label: string;
    unit: string;
    help: string;
    group: Group;
    kind: Kind;
    effect: Effect;
    /**
     * By id of the system.
     */
    defaults: Record<string, Value>;
}

export interface SystemInfo {
    id: string;
    label: string;
    summary: string;
    dof: number;
    /**
     * 2·dof of them, q first.
     */
    coordinates: CoordinateInfo[];
    /**
     * H as text.
     */
    formula: string;
    hasEnergy: boolean;
    /**
     * Whether H = T(p) + V(q).
     */
    separable: boolean;
    /**
     * Physical parameters, settings of this system alone.
     */
    parameters: SettingInfo[];
    view: ViewInfo;
    /**
     * Length of a training trajectory, in s.
     */
    dataSpan: number;
}

export interface ViewInfo {
    /**
     * Components on the horizontal and vertical axis.
     */
    axes: [number, number];
    x: [number, number];
    y: [number, number];
    /**
     * Name of the drawing function.
     */
    body: string;
}


/**
 * A training on given data from given weights, to be timed beside other trainers.
 */
export class Benchmark {
    free(): void;
    [Symbol.dispose](): void;
    constructor(config: BenchmarkConfig);
    /**
     * Makes `steps` steps; returns the loss before each.
     */
    steps(steps: number): Float64Array;
}

/**
 * Rollouts, fields and maps of the latest weights, in its own worker.
 */
export class Evaluator {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * The pace of the best field that can be learned from states with this noise, at the present start; undefined where it is not known.
     */
    bestPace(): number | undefined;
    /**
     * The drift of a model from starts inside and outside the training energies; null for a system without energy.
     */
    driftByStart(model: string): DriftByStart | null;
    /**
     * H of the truth or aligned H_θ of a learner at states `(n, dim)`, in J; null where there is no energy.
     */
    energies(model: string, states: Float32Array | number[]): Float32Array | null;
    /**
     * The field of a model (`truth` or a learner) on a grid, `(ny, nx, 2)` row-major, row 0 at `y0`.
     */
    field(model: string, x0: number, x1: number, y0: number, y1: number, nx: number, ny: number): Float32Array;
    /**
     * What a quantity has where its map shows the full colour; null for contours.
     */
    fullColour(quantity: Quantity): number | null;
    /**
     * The loss of the true field on the noisy test states; undefined where the loss compares no derivatives.
     */
    lossOfTrueLaw(): number | undefined;
    /**
     * A quantity of a model on a grid as a picture, row 0 at `y1`.
     */
    map(model: string, quantity: Quantity, x0: number, x1: number, y0: number, y1: number, nx: number, ny: number, dark: boolean): ImageData;
    /**
     * The momenta with which the true system moves at `velocities` through `positions`.
     */
    momenta(positions: Float64Array | number[], velocities: Float64Array | number[]): Float64Array;
    /**
     * An evaluator without learned models.
     */
    constructor(input: Record<string, Value>);
    /**
     * What each model says of the point `(x, y)` of the plane.
     */
    probe(x: number, y: number): Record<string, Reading>;
    /**
     * Rollouts of the truth and the named learners.
     */
    rollouts(learners: string[]): Rollouts;
    /**
     * The noisy training states, `(n, dim)` row-major.
     */
    samples(): Float32Array;
    /**
     * Takes settings that differ only in what needs no restart.
     */
    setRollout(input: Record<string, Value>): void;
    /**
     * Takes the weights of a learner from the bytes of a safetensors file.
     */
    setWeights(learner: string, bytes: Uint8Array | number[]): void;
    /**
     * Forward over the horizon, back again: distance from the start.
     */
    timeReversalError(model: string): number;
    /**
     * What no training state covers, as a mask: opaque there. Row 0 at `y1`.
     */
    uncovered(x0: number, x1: number, y0: number, y1: number, nx: number, ny: number): ImageData;
}

/**
 * One learner's training, in its own worker.
 */
export class Trainer {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Goes on from the weights of a safetensors file; throws the reason if it does not fit.
     */
    loadWeights(bytes: Uint8Array | number[]): void;
    /**
     * Both losses with their standard errors at the present weights.
     */
    meanLosses(): MeanLosses;
    /**
     * The measures of the paper's table at the present weights.
     */
    measures(): Measures;
    /**
     * A training at step 0 that will repeat the given live changes.
     */
    constructor(input: Record<string, Value>, learner: string, changes: Change[]);
    /**
     * Training and test loss at the present weights, on the whole sets.
     */
    presentLosses(): LossPoint;
    /**
     * The run record as JSON.
     */
    record(): string;
    /**
     * How the energy changes over the rollout of the settings, at the present weights.
     */
    rolloutDrift(): EnergyDrift | null;
    /**
     * Adds a live change, applied just before its step is made.
     */
    schedule(change: Change): void;
    /**
     * Trains up to step `until` or until the time is up, whichever comes first; one step at least unless `until` has
     * been reached.
     */
    train(until: number, budget_ms: number): TrainReport;
    /**
     * The present weights as the bytes of a safetensors file.
     */
    weights(): Uint8Array;
}

/**
 * The tables of systems, integrators, learners and settings.
 */
export function catalog(): Catalog;

/**
 * Settings after one change; throws the reason if it is not allowed.
 */
export function changeSetting(input: Record<string, Value>, key: string, value: Value): Record<string, Value>;

/**
 * Completes settings with defaults; bad ones are reported and replaced.
 */
export function checkSettings(input: Record<string, Value>): Checked;

/**
 * Reads a run record from JSON; throws the reason if it is none or its settings are not allowed.
 */
export function readRecord(json: string): ReadRecord;

export function start(): void;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_benchmark_free: (a: number, b: number) => void;
    readonly __wbg_evaluator_free: (a: number, b: number) => void;
    readonly __wbg_trainer_free: (a: number, b: number) => void;
    readonly benchmark_new: (a: number, b: any) => void;
    readonly benchmark_steps: (a: number, b: number, c: number) => void;
    readonly catalog: (a: number) => void;
    readonly changeSetting: (a: number, b: any, c: number, d: number, e: any) => void;
    readonly checkSettings: (a: number, b: any) => void;
    readonly evaluator_bestPace: (a: number, b: number) => void;
    readonly evaluator_driftByStart: (a: number, b: number, c: number, d: number) => void;
    readonly evaluator_energies: (a: number, b: number, c: number, d: number, e: number, f: number) => void;
    readonly evaluator_field: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number, i: number, j: number) => void;
    readonly evaluator_fullColour: (a: number, b: number, c: any) => void;
    readonly evaluator_lossOfTrueLaw: (a: number, b: number) => void;
    readonly evaluator_map: (a: number, b: number, c: number, d: number, e: any, f: number, g: number, h: number, i: number, j: number, k: number, l: number) => void;
    readonly evaluator_momenta: (a: number, b: number, c: number, d: number, e: number, f: number) => void;
    readonly evaluator_new: (a: number, b: any) => void;
    readonly evaluator_probe: (a: number, b: number, c: number, d: number) => void;
    readonly evaluator_rollouts: (a: number, b: number, c: number, d: number) => void;
    readonly evaluator_samples: (a: number) => any;
    readonly evaluator_setRollout: (a: number, b: number, c: any) => void;
    readonly evaluator_setWeights: (a: number, b: number, c: number, d: number, e: number, f: number) => void;
    readonly evaluator_timeReversalError: (a: number, b: number, c: number, d: number) => void;
    readonly evaluator_uncovered: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) => void;
    readonly readRecord: (a: number, b: number, c: number) => void;
    readonly start: () => void;
    readonly trainer_loadWeights: (a: number, b: number, c: number, d: number) => void;
    readonly trainer_meanLosses: (a: number, b: number) => void;
    readonly trainer_measures: (a: number, b: number) => void;
    readonly trainer_new: (a: number, b: any, c: number, d: number, e: any) => void;
    readonly trainer_presentLosses: (a: number, b: number) => void;
    readonly trainer_record: (a: number, b: number) => void;
    readonly trainer_rolloutDrift: (a: number, b: number) => void;
    readonly trainer_schedule: (a: number, b: number, c: any) => void;
    readonly trainer_train: (a: number, b: number, c: number, d: number) => void;
    readonly trainer_weights: (a: number, b: number) => void;
    readonly __wbindgen_export: (a: number, b: number) => number;
    readonly __wbindgen_export2: (a: number, b: number, c: number, d: number) => number;
    readonly __wbindgen_export3: (a: number, b: number, c: number) => void;
    readonly __wbindgen_export4: (a: number) => void;
    readonly __wbindgen_export5: () => number;
    readonly __wbindgen_externrefs: WebAssembly.Table;
    readonly __wbindgen_add_to_stack_pointer: (a: number) => number;
    readonly __wbindgen_export6: (a: number) => void;
    readonly __wbindgen_export7: (a: number, b: number) => void;
    readonly __wbindgen_start: () => void;
}

export type SyncInitInput = BufferSource | WebAssembly.Module;

/**
 * Instantiates the given `module`, which can either be bytes or
 * a precompiled `WebAssembly.Module`.
 *
 * @param {{ module: SyncInitInput }} module - Passing `SyncInitInput` directly is deprecated.
 *
 * @returns {InitOutput}
 */
export function initSync(module: { module: SyncInitInput } | SyncInitInput): InitOutput;

/**
 * If `module_or_path` is {RequestInfo} or {URL}, makes a request and
 * for everything else, calls `WebAssembly.instantiate` directly.
 *
 * @param {{ module_or_path: InitInput | Promise<InitInput> }} module_or_path - Passing `InitInput` directly is deprecated.
 *
 * @returns {Promise<InitOutput>}
 */
export default function __wbg_init (module_or_path: { module_or_path: InitInput | Promise<InitInput> } | InitInput | Promise<InitInput>): Promise<InitOutput>;
