/* tslint:disable */
/* eslint-disable */

/** Training and test set. */
export interface Data {
    /** Components of a state. */
    dim: number;
    train: Samples;
    test: Samples;
}

/** Samples, trajectory after trajectory. */
export interface Samples {
    /** Noisy states, `(n, dim)`. */
    x: Float64Array;
    /** Derivatives at the clean states, `(n, dim)`; null if the law is unknown. */
    dx: Float64Array | null;
    /** Times in s, `(n)`. */
    t: Float64Array;
    /** Samples of each trajectory. */
    lengths: Uint32Array;
}


/**
 * A change made during training, just before step number `step`.
 */
export interface Change {
    step: number;
    key: string;
    value: Value;
}

/**
 * A flat or nested list.
 */
export type Numbers = number[] | number[][];

/**
 * A formula to begin with.
 */
export interface FormulaExample {
    id: string;
    label: string;
    formula: string;
    /**
     * Names and values.
     */
    parameters: [string, number][];
    /**
     * One sentence about the motion.
     */
    summary: string;
    /**
     * The box of starts: `[low, high]` of each component of the state.
     */
    starts: [number, number][];
    /**
     * Length of the training trajectories, in s.
     */
    span: number;
}

/**
 * A formula, and the names of parameters that have values already.
 */
export interface Typing {
    formula: string;
    given: string[];
}

/**
 * A mean over components with its standard error, defined as in the published code: standard deviation over all
 * components / √rows.
 */
export interface Mean {
    mean: number;
    standardError: number;
}

/**
 * A model's quantity on a grid.
 */
export interface QuantityMap {
    quantity: Quantity;
    /**
     * Empty for numbers without a unit.
     */
    unit: string;
    /**
     * The values at the two ends of the colour bar.
     */
    range: [number, number];
    columns: number;
    rows: number;
    /**
     * `(rows, columns)`, row-major, the first row at the lower edge. May not be finite.
     */
    values: Float32Array;
}

/**
 * A number, the id of a choice, or one number per coordinate.
 */
export type Value = number | string | number[];

/**
 * A section with its heading.
 */
export interface GroupInfo {
    id: Group;
    label: string;
}

/**
 * An element with either text or children.
 */
export interface MathElement {
    tag: string;
    text: string;
    children: MathElement[];
}

/**
 * Bounds of a number.
 */
export interface Bounds {
    integer: boolean;
    min: number;
    max: number;
    /**
     * Slider step.
     */
    step: number;
    /**
     * Whether the slider is logarithmic.
     */
    logarithmic: boolean;
    /**
     * Meaning of 0 if it is allowed although below `min`.
     */
    zero: string | undefined;
}

/**
 * Choices of a setting.
 */
export interface OnlyWith {
    key: string;
    choices: string[];
}

/**
 * Data, weights and hyperparameters. Matrices are row-major `(in, out)`, flat or nested.
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
 * Energy change along a trajectory, as a fraction of an energy above the energy at rest H₀ ([`Dynamics::rest_energy`]): of the
 * initial one ([`energy_drift`]), or of the truth's at the same time ([`energy_drift_from`]).
 */
export interface EnergyDrift {
    /**
     * At the end.
     */
    change: number;
    /**
     * The largest magnitude at any time.
     */
    largest: number;
}

/**
 * Everything from which the page builds its controls, links and help.
 */
export interface Catalog {
    /**
     * Version of this program.
     */
    version: string;
    /**
     * Version of the link format. Earlier ones are read, too.
     */
    format: number;
    /**
     * Settings of earlier formats, which stand for others now.
     */
    earlierKeys: [string, string];
    /**
     * Largest number of test states behind a recorded loss.
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
     * Settings of every system, in the order of the panel.
     */
    settings: SettingInfo[];
    presets: PresetInfo[];
    /**
     * The paper's table.
     */
    published: PublishedResult[];
}

/**
 * H at rest over the first one or two positions, for the body that moves in it.
 */
export interface Potential {
    /**
     * Range of q₁, from the first to the last column.
     */
    x: [number, number];
    /**
     * Range of q₂, from the first to the last row; `null` with one degree of freedom.
     */
    y: [number, number] | null;
    columns: number;
    /**
     * Row by row; `null` where it is not finite.
     */
    values: (number | null)[];
}

/**
 * How a change of the setting affects the running experiment.
 */
export type Effect = "restart" | "live" | "budget" | "rollout" | "slider";

/**
 * How a formula is read, or why it can't be.
 */
export type FormulaReading = { read: ReadFormula } | { unread: FormulaProblem };

/**
 * How a formula was read, for the page.
 */
export interface ReadFormula {
    /**
     * All positions, then all momenta.
     */
    variables: string[];
    /**
     * In the order of their first appearance.
     */
    parameters: string[];
    /**
     * Whether H = T(p) + V(q).
     */
    separable: boolean;
    /**
     * H = … as typeset.
     */
    mathml: MathElement;
    /**
     * Formulas for other readings of the same text.
     */
    others: string[];
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
 * Losses before one step: mean over all components of (prediction − target)².
 */
export interface LossPoint {
    step: number;
    /**
     * On the batch of that step.
     */
    train: number;
    /**
     * On the test set, or on evenly spaced rows of a large one ([`MAX_RECORDED_ROWS`]).
     */
    test: number;
}

/**
 * Losses on all training and test data.
 */
export interface MeanLosses {
    train: Mean;
    test: Mean;
}

/**
 * Median over starts of a rollout's largest energy drift, as a fraction; infinite if most rollouts diverged.
 */
export interface DriftByStart {
    /**
     * From starts drawn as for training.
     */
    inside: number;
    /**
     * From starts with energies that no training trajectory has ([`crate::physics::system::Sampling::outside`]).
     */
    outside: number;
}

/**
 * Number of intervals.
 */
export type Count = "one" | "coordinates";

/**
 * One component of the state.
 */
export interface CoordinateInfo {
    symbol: string;
    label: string;
    unit: string;
}

/**
 * One entry of a choice.
 */
export interface Choice {
    id: string;
    label: string;
    help: string;
}

/**
 * One experiment.
 */
export interface PresetInfo {
    id: string;
    label: string;
    /**
     * What to look for.
     */
    summary: string;
    /**
     * The settings that differ from the defaults of the system, `system` first.
     */
    settings: Record<string, Value>;
}

/**
 * One kind of learner.
 */
export interface Learner {
    id: string;
    label: string;
    /**
     * For narrow columns and inside sentences.
     */
    short: string;
    help: string;
}

/**
 * One learner's run.
 */
export interface RunRecord {
    /**
     * Version of the program.
     */
    version: string;
    /**
     * [`ARITHMETIC`] of the module. Runs with the same arithmetic are identical to the last bit.
     */
    arithmetic?: string;
    /**
     * Version of the link format, which determines the defaults.
     */
    format: number;
    /**
     * Complete settings at the start of the run.
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
     * The step at which weights were loaded from a file. Settings alone do not reproduce such a run.
     */
    loadedAt: number | undefined;
    /**
     * The learned γ of each momentum, for a learner with friction.
     */
    friction?: number[];
    /**
     * Link to the run, if the page wrote the record.
     */
    link?: string;
}

/**
 * One mechanical system.
 */
export interface System {
    id: string;
    label: string;
    summary: string;
    /**
     * One per component of the state, q first; twice the degrees of freedom.
     */
    coordinates: CoordinateInfo[];
    /**
     * H as text; empty if it is unknown.
     */
    formula: string;
}

/**
 * One method.
 */
export interface Integrator {
    id: string;
    label: string;
    /**
     * The global error is O(dt^order) on a field that meets the assumptions.
     */
    order: number;
    symplectic: Symplectic;
    assumes: string;
    help: string;
}

/**
 * One model at one point of phase space.
 */
export interface Reading {
    /**
     * H, or H_θ aligned with it ([`super::models`]), in J.
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
 * One model's rollout. Arrays end where it diverged.
 */
export interface Rollout {
    /**
     * `(n, dim)`, row-major.
     */
    states: Float32Array;
    /**
     * True H along the rollout, in J; null if it is unknown.
     */
    energy: Float32Array | null;
    /**
     * H_θ along the rollout, in J, shifted so that its mean over the training states equals that of the true H.
     */
    learnedEnergy: Float32Array | null;
    /**
     * Distance from the true state at the same time, in units of each coordinate's spread along the truth;
     * null without a truth.
     */
    coordinateError: Float32Array | null;
    /**
     * (H(end) − H(start)) / |H(start)|; null if H is unknown, or H(start) = 0. For a learner of a motion with friction, both
     * compare with the truth's energy at the same time instead of H(start).
     */
    energyChange: number | null;
    /**
     * max |H(t) − H(start)| / |H(start)|; null likewise.
     */
    energyDrift: number | null;
    /**
     * γ of each momentum: the true one, or a learned one; null for a model without friction.
     */
    friction: number[] | null;
    /**
     * Phase gained on the truth, as a fraction; null without a truth or a whole turn.
     */
    pace: number | null;
    /**
     * Evaluations of the field.
     */
    evaluations: number;
    /**
     * What the integrator does not guarantee here.
     */
    note: string | null;
    /**
     * Why the rollout ended early.
     */
    problem: string | null;
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
 * One setting.
 */
export interface Setting {
    key: string;
    label: string;
    unit: string;
    help: string;
    group: Group;
    kind: Kind;
    effect: Effect;
    /**
     * The choices of another setting with which this one has an effect; `None` for all.
     */
    onlyWith: OnlyWith | null;
}

/**
 * Progress returned by [`Trainer::train`].
 */
export interface TrainReport {
    /**
     * Steps made since the start of the run.
     */
    step: number;
    /**
     * Duration of this call, in ms.
     */
    elapsedMs: number;
    /**
     * Losses recorded during this call.
     */
    losses: LossPoint[];
    /**
     * Why training diverged; the learner cannot continue.
     */
    problem: string | undefined;
}

/**
 * Result of [`check`].
 */
export interface Checked {
    /**
     * Complete and valid.
     */
    settings: Record<string, Value>;
    /**
     * Why values were replaced by their defaults.
     */
    problems: string[];
    /**
     * The system, if its Hamiltonian was typed; the others are in the catalog.
     */
    own: OwnSystem | null;
}

/**
 * Result of [`read`].
 */
export interface ReadRecord {
    record: RunRecord;
    /**
     * Complete and valid.
     */
    settings: Record<string, Value>;
}

/**
 * Rollouts by model, the true one, if the law is known, under `truth`.
 */
export interface Rollouts {
    /**
     * Times of the true states, or of the longest rollout if the law is unknown, in s.
     */
    t: Float32Array;
    dim: number;
    models: Record<string, Rollout>;
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
 * The Hamiltonian fields for which a step is a symplectic map.
 */
export type Symplectic = "always" | "separable" | "never";

/**
 * The initial section of phase space, and how to draw the system itself.
 */
export interface View {
    /**
     * Components on the horizontal and the vertical axis.
     */
    axes: [number, number];
    x: [number, number];
    y: [number, number];
    /**
     * Name of the page's drawing function.
     */
    body: string;
}

/**
 * The paper's result for one learner on one system. Energy errors follow the published protocol.
 */
export interface PublishedResult {
    system: string;
    learner: string;
    testLoss: number;
    energyMse: number;
}

/**
 * The system of a typed Hamiltonian.
 */
export interface OwnSystem {
    coordinates: CoordinateInfo[];
    dof: number;
    separable: boolean;
    constantMass: boolean;
    formula: string;
    view: View;
    dataSpan: number;
    /**
     * The box of starts: `[low, high, low, high, …]`.
     */
    starts: number[];
    /**
     * Names, in the order of the formula.
     */
    parameters: string[];
    /**
     * Of all settings; many follow from the formula and its starts.
     */
    defaults: Record<string, Value>;
    potential: Potential | undefined;
}

/**
 * The values that a setting allows.
 */
export type Kind = ({ type: "number" } & Bounds) | { type: "choice"; options: Choice[] } | { type: "several"; options: Choice[]; most: number } | { type: "vector"; min: number; max: number } | { type: "intervals"; of: Count; min: number; max: number } | { type: "formula"; longest: number };

/**
 * What a map shows.
 */
export type Quantity = "energy" | "difference" | "divergence";

/**
 * What a motion can have that a learner cannot represent.
 */
export type Feature = "oscillation" | "friction" | "mass" | "coupling";

/**
 * What the page may ask.
 */
export type Query = { check: Record<string, Value> } | { read: string } | { momenta: Motion } | { formula: Typing } | "gallery";

/**
 * Where the bodies of a system are, and how they move.
 */
export interface Motion {
    settings: Record<string, Value>;
    /**
     * dof numbers.
     */
    positions: number[];
    /**
     * dof numbers.
     */
    velocities: number[];
}

/**
 * Why a formula can't be read, and where: `length` characters from `at`.
 */
export interface FormulaProblem {
    at: number;
    length: number;
    problem: string;
}

export interface IntegratorInfo extends Integrator {
    orderNonSeparable: number;
    adaptive: boolean;
}

export interface LearnerInfo extends Learner {
    /**
     * Whether it learns an energy H_θ.
     */
    hasEnergy: boolean;
    /**
     * Whether its field is exactly that of a Hamiltonian, for any number of degrees of freedom.
     */
    hamiltonian: boolean;
    /**
     * Whether its velocity depends on p alone and its force on q alone.
     */
    separable: boolean;
    /**
     * What it cannot represent.
     */
    lacks: Feature[];
}

export interface SettingInfo extends Setting {
    /**
     * By id of the system.
     */
    defaults: Record<string, Value>;
}

export interface SystemInfo extends System {
    dof: number;
    /**
     * Whether it is known that H = T(p) + V(q).
     */
    separable: boolean;
    /**
     * Whether its velocity is momentum over a constant mass.
     */
    constantMass: boolean;
    view: View;
    /**
     * Settings of this system alone: its physical parameters, and for a typed Hamiltonian its formula and starts.
     */
    parameters: SettingInfo[];
    /**
     * Duration of a drawn training trajectory, in s; 0 for a recording.
     */
    dataSpan: number;
}


/**
 * A trainer with given data and initial weights.
 */
export class Benchmark {
    free(): void;
    [Symbol.dispose](): void;
    constructor(config: BenchmarkConfig);
    /**
     * Makes `steps` training steps; returns the loss before each.
     */
    steps(steps: number): Float64Array;
}

/**
 * Rollouts, fields and maps of the latest weights.
 */
export class Inspector {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Pace, from the current start, of the best field that noisy states allow; undefined where no formula is known.
     */
    bestPace(): number | undefined;
    /**
     * Distance of each grid point to the nearest training state, `(ny, nx)` row-major, row 0 at `y0`; 1 at the edge of the region
     * with training data.
     */
    coverage(x0: number, x1: number, y0: number, y1: number, nx: number, ny: number): Float32Array;
    /**
     * Energy drift of a model from starts inside and outside the training energies; null if the true energy is unknown.
     */
    driftByStart(model: string): DriftByStart | null;
    /**
     * H of the truth or shifted H_θ of a learner at states `(n, dim)`, in J; null for a model without energy.
     */
    energies(model: string, states: Float32Array | number[]): Float32Array | null;
    /**
     * A model's field (`truth` or a learner) on a grid, `(ny, nx, 2)` row-major, row 0 at `y0`.
     */
    field(model: string, x0: number, x1: number, y0: number, y1: number, nx: number, ny: number): Float32Array;
    /**
     * Loss of the true field on the noisy test states; undefined if the law is unknown or the loss
     * does not compare derivatives.
     */
    lossOfTrueLaw(): number | undefined;
    /**
     * A model's quantity on a grid.
     */
    map(model: string, quantity: Quantity, x0: number, x1: number, y0: number, y1: number, nx: number, ny: number): QuantityMap;
    /**
     * An inspector without learned models.
     */
    constructor(input: Record<string, Value>, data: Data);
    /**
     * Every model's energy, field and divergence at the point `(x, y)` of the plane.
     */
    probe(x: number, y: number): Record<string, Reading>;
    /**
     * Rollouts of the truth, if the law is known, and the named learners.
     */
    rollouts(learners: string[]): Rollouts;
    /**
     * Takes settings that differ only where no restart is needed.
     */
    setRollout(input: Record<string, Value>): void;
    /**
     * Takes a learner's weights from the bytes of a safetensors file.
     */
    setWeights(learner: string, bytes: Uint8Array | number[]): void;
    /**
     * Distance from the start after integrating forward over the horizon and back.
     */
    timeReversalError(model: string): number;
}

/**
 * Trains one learner.
 */
export class Trainer {
    free(): void;
    [Symbol.dispose](): void;
    /**
     * Continues from the weights in a safetensors file; throws the reason if it cannot.
     */
    loadWeights(bytes: Uint8Array | number[]): void;
    /**
     * Both losses of the current weights with their standard errors.
     */
    meanLosses(): MeanLosses;
    /**
     * The current weights' row in the paper's table; throws if the law is unknown.
     */
    measures(): Measures;
    /**
     * A trainer at step 0 on the given data that will repeat the given live changes.
     */
    constructor(input: Record<string, Value>, learner: string, changes: Change[], data: Data);
    /**
     * Training and test loss of the current weights, on all data.
     */
    presentLosses(): LossPoint;
    /**
     * The run record as JSON.
     */
    record(): string;
    /**
     * Energy drift of the current weights over the rollout that the settings define; null if the true energy is unknown,
     * or zero at the start.
     */
    rolloutDrift(): EnergyDrift | null;
    /**
     * Adds a live change, applied just before its step.
     */
    schedule(change: Change): void;
    /**
     * Trains until step `until` or until the time budget is used up. Makes at least one step, unless `until` has
     * already been reached.
     */
    train(until: number, budget_ms: number): TrainReport;
    /**
     * The current weights as the bytes of a safetensors file.
     */
    weights(): Uint8Array;
}

/**
 * Length of the answer in bytes.
 */
export function answerLength(): number;

/**
 * Replaces the query by its answer; returns the answer's address.
 */
export function answerQuery(): number;

/**
 * Completes settings with defaults; reports and replaces invalid ones.
 */
export function checkSettings(input: Record<string, Value>): Checked;

/**
 * Draws the training and test data of an experiment; throws the reason if it cannot.
 */
export function drawData(input: Record<string, Value>): Data;

/**
 * Makes room for a query of `length` bytes; returns its address.
 */
export function reserveQuery(length: number): number;

export function start(): void;

export type InitInput = RequestInfo | URL | Response | BufferSource | WebAssembly.Module;

export interface InitOutput {
    readonly memory: WebAssembly.Memory;
    readonly __wbg_benchmark_free: (a: number, b: number) => void;
    readonly __wbg_inspector_free: (a: number, b: number) => void;
    readonly __wbg_trainer_free: (a: number, b: number) => void;
    readonly answerLength: () => number;
    readonly answerQuery: () => number;
    readonly benchmark_new: (a: number, b: any) => void;
    readonly benchmark_steps: (a: number, b: number, c: number) => void;
    readonly checkSettings: (a: number, b: any) => void;
    readonly drawData: (a: number, b: any) => void;
    readonly inspector_bestPace: (a: number, b: number) => void;
    readonly inspector_coverage: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) => void;
    readonly inspector_driftByStart: (a: number, b: number, c: number, d: number) => void;
    readonly inspector_energies: (a: number, b: number, c: number, d: number, e: number, f: number) => void;
    readonly inspector_field: (a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number, i: number, j: number) => void;
    readonly inspector_lossOfTrueLaw: (a: number, b: number) => void;
    readonly inspector_map: (a: number, b: number, c: number, d: number, e: any, f: number, g: number, h: number, i: number, j: number, k: number) => void;
    readonly inspector_new: (a: number, b: any, c: any) => void;
    readonly inspector_probe: (a: number, b: number, c: number, d: number) => void;
    readonly inspector_rollouts: (a: number, b: number, c: number, d: number) => void;
    readonly inspector_setRollout: (a: number, b: number, c: any) => void;
    readonly inspector_setWeights: (a: number, b: number, c: number, d: number, e: number, f: number) => void;
    readonly inspector_timeReversalError: (a: number, b: number, c: number, d: number) => void;
    readonly reserveQuery: (a: number) => number;
    readonly start: () => void;
    readonly trainer_loadWeights: (a: number, b: number, c: number, d: number) => void;
    readonly trainer_meanLosses: (a: number, b: number) => void;
    readonly trainer_measures: (a: number, b: number) => void;
    readonly trainer_new: (a: number, b: any, c: number, d: number, e: any, f: any) => void;
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
