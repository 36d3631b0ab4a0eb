import { lookOf } from '../plot/scene.js';
import { isDark } from '../state/theme.js';

/** A piece of a curve's line. */
export function Swatch({ slot }: { readonly slot: number }) {
  const { colour, dash } = lookOf(slot, isDark.value);
  return (
    <svg class="swatch" viewBox="0 0 16 4" width="16" height="4" aria-hidden="true">
      <path d="M1 2h14" stroke={colour} stroke-width="3" stroke-linecap="round" stroke-dasharray={dash.join(' ')} />
    </svg>
  );
}
