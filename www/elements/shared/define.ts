// `@customElement(name)`: registers an element unless another copy of this script already has; registering twice would throw.

export const customElement =
  (name: string) =>
  (element: CustomElementConstructor): void => {
    if (!customElements.get(name)) customElements.define(name, element);
  };
