// <hnn-dialogs>: the dialogs About, keyboard shortcuts, experiments and systems, each loaded on first use.
import { html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import type { System } from "../../experiment/catalog";
import type { Settings } from "../../experiment/experiment";
import type { Colours } from "../../render/plot/theme";
import { customElement } from "../shared/define";
import type { Shortcut } from "../shared/shortcuts";
import type { Beside } from "./about";

const LOADERS = {
  about: () => import("./about"),
  keyboard: () => import("./keyboard"),
  gallery: () => import("./gallery"),
  systems: () => import("./systems"),
};

export type DialogName = keyof typeof LOADERS;

@customElement("hnn-dialogs")
export class HnnDialogs extends LitElement {
  @property({ attribute: false }) settings!: Settings;
  @property({ attribute: false }) system!: System;
  @property({ attribute: false }) colours!: Colours;
  @property({ attribute: false }) beside: Beside | null = null;
  @property({ attribute: false }) keys: readonly Shortcut[] = [];
  @property({ type: Boolean }) shortcuts = true;
  @state() private readonly loaded = new Set<DialogName>();

  async show(part: DialogName): Promise<void> {
    try {
      await LOADERS[part]();
    } catch {
      const detail = "This part of the page could not be loaded. Check your connection and try again.";
      this.dispatchEvent(new CustomEvent("failed", { detail }));
      return;
    }
    this.loaded.add(part);
    this.requestUpdate();
    await this.updateComplete;
    const element = this.renderRoot.querySelector<LitElement & { show(): void }>(`hnn-${part}`);
    await element?.updateComplete;
    element?.show();
  }

  private choose({ detail }: CustomEvent): void {
    this.dispatchEvent(new CustomEvent("choose", { detail }));
  }

  override render() {
    return html`
      ${this.loaded.has("about") ? html`<hnn-about .beside=${this.beside} @ask=${() => this.show("keyboard")}></hnn-about>` : nothing}
      ${this.loaded.has("keyboard") ? html`<hnn-keyboard .keys=${this.keys} .shortcuts=${this.shortcuts} @choose=${this.choose}></hnn-keyboard>` : nothing}
      ${this.loaded.has("gallery") ? html`<hnn-gallery .settings=${this.settings} .system=${this.system}></hnn-gallery>` : nothing}
      ${this.loaded.has("systems") ? html`<hnn-systems .system=${this.system} .colours=${this.colours}></hnn-systems>` : nothing}
    `;
  }
}
