// The papers and books that the article and the About dialog cite.

export interface Reference {
  authors: string;
  title: string;
  where: string;
  url: string;
}

export const REFERENCES = {
  greydanus: {
    authors: "S. Greydanus, M. Dzamba, J. Yosinski",
    title: "Hamiltonian Neural Networks",
    where: "NeurIPS 2019, arXiv 1906.01563",
    url: "https://arxiv.org/abs/1906.01563",
  },
  hairer: {
    authors: "E. Hairer, C. Lubich, G. Wanner",
    title: "Geometric Numerical Integration",
    where: "Springer, 2nd edition 2006",
    url: "https://doi.org/10.1007/3-540-30666-8",
  },
  chen: {
    authors: "Z. Chen, J. Zhang, M. Arjovsky, L. Bottou",
    title: "Symplectic Recurrent Neural Networks",
    where: "ICLR 2020, arXiv 1909.13334",
    url: "https://arxiv.org/abs/1909.13334",
  },
  desai: {
    authors: "S. Desai, M. Mattheakis, D. Sondak, P. Protopapas, S. Roberts",
    title: "Port-Hamiltonian Neural Networks for Learning Explicit Time-Dependent Dynamical Systems",
    where: "Phys. Rev. E 2021, arXiv 2107.08024",
    url: "https://arxiv.org/abs/2107.08024",
  },
  gruver: {
    authors: "N. Gruver, M. Finzi, S. Stanton, A. G. Wilson",
    title: "Deconstructing the Inductive Biases of Hamiltonian Neural Networks",
    where: "ICLR 2022, arXiv 2202.04836",
    url: "https://arxiv.org/abs/2202.04836",
  },
} satisfies Record<string, Reference>;
