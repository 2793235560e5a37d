// Typed formulas: how they are read, and which settings a change of system or formula keeps.
import type { FormulaExample, FormulaReading } from "../../pkg/hnn_playground";
import { OWN, type System } from "../experiment/catalog";
import { carriedOver, type Settings } from "../experiment/experiment";
import { formulaIn, parametersIn, withFormula } from "../experiment/own";
import type { Numerics } from "./numerics";

export interface FormulasHost {
  /** The present experiment. */
  settings(): Settings;
  system(): System;
  /** Null while no formula can be read. */
  numerics(): Numerics | null;
}

export class Formulas {
  /** The formula with its parameters and starts when another system took its place. */
  private last: Settings = {};
  /** Whether the visitor chose the starts for the present formula. */
  private choseStarts = false;

  constructor(private readonly host: FormulasHost) {}

  /** How a formula is read beside the present parameters; null before it can be. */
  read(formula: string): FormulaReading | null {
    return this.host.numerics()?.formula({ formula, given: parametersIn(this.host.settings()) }) ?? null;
  }

  /** Formulas to begin with; none before they can be read. */
  gallery(): FormulaExample[] {
    return this.host.numerics()?.gallery() ?? [];
  }

  /** Another experiment was opened. */
  forget(): void {
    this.choseStarts = false;
  }

  /** The settings that a patch changes, and whether it leads to another system or formula. */
  baseOf(patch: Settings): { base: Settings; other: boolean } {
    const settings = this.host.settings();
    const system = this.host.system();
    if (patch.system !== undefined && patch.system !== settings.system) {
      if (settings.system === OWN) this.last = formulaIn(settings);
      const kept = patch.system === OWN && patch.hamiltonian === undefined ? this.last : {};
      return { base: { ...carriedOver(settings, system, String(patch.system)), ...kept }, other: true };
    }
    if (patch.starts) this.choseStarts = true;
    const { hamiltonian } = patch;
    if (typeof hamiltonian !== "string" || hamiltonian === settings.hamiltonian)
      return { base: settings, other: false };
    const reading = this.read(hamiltonian);
    const { parameters, variables } = reading && "read" in reading ? reading.read : NOTHING;
    this.choseStarts &&= variables.length === system.coordinates.length;
    return { base: withFormula(settings, system, parameters, this.choseStarts), other: true };
  }
}

const NOTHING: { parameters: string[]; variables: string[] } = { parameters: [], variables: [] };
