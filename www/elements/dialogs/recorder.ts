// <hnn-recorder>: records a video while the page stays usable, shows its progress, then downloads the file.
import { css, html, LitElement, nothing } from "lit";
import { property, state } from "lit/decorators.js";
import { download } from "../../export/download";
import { fileName } from "../../export/names";
import { extensionOf, Recording, recordedType } from "../../export/recording";
import type { FrameLoop } from "../../render/frame-loop";
import type { Session } from "../../run/session";
import { count, withUnit } from "../../text/format";
import { customElement } from "../shared/define";
import { keepFocus } from "../shared/focus";
import "../shared/progress-bar";
import { shared } from "../shared/shared.styles";

@customElement("hnn-recorder")
export class HnnRecorder extends LitElement {
  @property({ attribute: false }) session!: Session;
  @property({ attribute: false }) frames!: FrameLoop;
  @state() private recording: Recording | null = null;

  static override styles = [
    shared,
    css`
      hnn-progress-bar {
        position: fixed;
        z-index: 5;
        right: 16px;
        bottom: 16px;
        left: 16px;
        max-width: calc(30 * var(--rem));
        margin: auto;
        padding: 8px 10px 8px 16px;
        color: var(--ink);
        background: var(--plate);
        border: 1px solid var(--control);
        border-radius: 4px;
        box-shadow: 0 4px 18px rgb(0 0 0 / 0.14);
      }
    `,
  ];

  /** Whether a recording is running. */
  get busy(): boolean {
    return this.recording !== null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Moving the element disconnects and reconnects it at once; only a lasting disconnect cancels.
    queueMicrotask(() => {
      if (!this.isConnected) this.recording?.cancel();
    });
  }

  override render() {
    const { recording } = this;
    if (!recording) return nothing;
    const { fraction, secondsLeft, seconds } = recording;
    const whole = withUnit(count(Math.round(seconds)), "s");
    return html`<hnn-progress-bar
      role="group"
      aria-label="Recording"
      done="Recording ${count(Math.floor(fraction * seconds))} of ${whole}"
      label="Progress of the recording"
      .value=${fraction}
      .secondsLeft=${secondsLeft}
      @cancel=${() => recording.cancel()}
    ></hnn-progress-bar>`;
  }

  /** Records `seconds` from now, or from the start of the motion with `fromStart`. */
  async begin(seconds: number, fromStart: boolean): Promise<void> {
    const type = recordedType();
    const { session, frames } = this;
    if (!type || this.recording) return;
    try {
      if (fromStart) {
        session.playhead.seek(0);
        session.playhead.playing = true;
      }
      this.recording = new Recording(session, frames, seconds, type, () => this.requestUpdate());
      await this.updateComplete;
      void keepFocus(this.renderRoot, "hnn-progress-bar");
      const video = await this.recording.ended;
      if (!video) return;
      const name = `${fileName(session, "film")}.${extensionOf(type)}`;
      download(name, video, video.type);
      session.notify(`Video saved as ${name}.`);
    } catch (error) {
      session.notify(`The video could not be recorded: ${error instanceof Error ? error.message : error}`);
    } finally {
      this.recording = null;
    }
  }
}
