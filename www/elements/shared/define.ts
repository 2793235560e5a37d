// `@customElement(name)`: registers an element, unless a copy of this script has done so already. A name can't be taken twice.

export const customElement =
  (name: string) =>
  (element: CustomElementConstructor): void => {
    if (!customElements.get(name)) customElements.define(name, element);
  };
