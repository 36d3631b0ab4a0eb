/** Colours of curves, which also those can tell apart who do not see all colours, on a light and on a dark background. */
export const PALETTE: { readonly light: readonly string[]; readonly dark: readonly string[] } = {
  light: ['#2c42f0', '#f2541b', '#05997a', '#ba0a8c', '#8c5408', '#30343c'],
  dark: ['#7583ff', '#f07a28', '#14b8ac', '#ff85f5', '#b8d11a', '#f3e6ec'],
};

/** The colours of all else in a picture. */
export const SURFACES = {
  light: { background: '#ffffff', grid: '#e8eaee', axis: '#8b929d', text: '#23272e', quiet: '#5b6370' },
  dark: { background: '#14171c', grid: '#2a2f38', axis: '#6d7683', text: '#e4e7eb', quiet: '#a3abb7' },
} as const;
