// The article's formulas, in the subset of MathML that all browsers support.
import { html } from "lit";

/** The equations of motion. */
export const hamilton = html`<math display="block" alttext="dq/dt = ∂H/∂p, dp/dt = −∂H/∂q">
  <mfrac><mrow><mi>d</mi><mi>q</mi></mrow><mrow><mi>d</mi><mi>t</mi></mrow></mfrac>
  <mo>=</mo>
  <mfrac><mrow><mo>∂</mo><mi>H</mi></mrow><mrow><mo>∂</mo><mi>p</mi></mrow></mfrac>
  <mo separator="true">,</mo>
  <mspace width="1.6em"></mspace>
  <mfrac><mrow><mi>d</mi><mi>p</mi></mrow><mrow><mi>d</mi><mi>t</mi></mrow></mfrac>
  <mo>=</mo>
  <mo form="prefix">−</mo>
  <mfrac><mrow><mo>∂</mo><mi>H</mi></mrow><mrow><mo>∂</mo><mi>q</mi></mrow></mfrac>
</math>`;

/** The training loss of both networks. */
export const loss = html`<math display="block" alttext="L = mean of (f(x) − dx/dt) squared">
  <mi>L</mi>
  <mo>=</mo>
  <mtext>mean of </mtext>
  <msup>
    <mrow>
      <mo stretchy="true">(</mo>
      <mi>f</mi><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo>
      <mo>−</mo>
      <mfrac><mrow><mi>d</mi><mi>x</mi></mrow><mrow><mi>d</mi><mi>t</mi></mrow></mfrac>
      <mo stretchy="true">)</mo>
    </mrow>
    <mn>2</mn>
  </msup>
</math>`;

/** Liouville's theorem: a Hamiltonian vector field has zero divergence. */
export const divergence = html`<math display="block" alttext="∂/∂q (∂H_θ/∂p) + ∂/∂p (−∂H_θ/∂q) = 0">
  <mfrac><mo>∂</mo><mrow><mo>∂</mo><mi>q</mi></mrow></mfrac>
  <mfrac><mrow><mo>∂</mo><msub><mi>H</mi><mi>θ</mi></msub></mrow><mrow><mo>∂</mo><mi>p</mi></mrow></mfrac>
  <mo>−</mo>
  <mfrac><mo>∂</mo><mrow><mo>∂</mo><mi>p</mi></mrow></mfrac>
  <mfrac><mrow><mo>∂</mo><msub><mi>H</mi><mi>θ</mi></msub></mrow><mrow><mo>∂</mo><mi>q</mi></mrow></mfrac>
  <mo>=</mo>
  <mn>0</mn>
</math>`;

/** Inline symbols. */
export const f = html`<math><mi>f</mi></math>`;
export const dxdt = html`<math><mi>d</mi><mi>x</mi><mo lspace="0" rspace="0">/</mo><mi>d</mi><mi>t</mi></math>`;
export const H = html`<math><mi>H</mi></math>`;
export const Hθ = html`<math><msub><mi>H</mi><mi>θ</mi></msub></math>`;
export const q = html`<math><mi>q</mi></math>`;
export const p = html`<math><mi>p</mi></math>`;
