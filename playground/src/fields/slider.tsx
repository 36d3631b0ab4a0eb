import { useRef } from 'preact/hooks';
import { isMoving } from '../state/store.js';
import type { SliderScale } from './slider-scale.js';

interface SliderProps {
  readonly label: string;
  readonly value: number;
  readonly scale: SliderScale;
  /** The value in words. */
  readonly text: string;
  readonly onValue: (value: number) => void;
  readonly onSettle: () => void;
}

/** A number to drag. The scale that a drag began with stays to its end, though the range may depend on the value. */
export function Slider({ label, value, scale, text, onValue, onSettle }: SliderProps) {
  const held = useRef<SliderScale | null>(null);
  const { last, toPosition, toValue } = held.current ?? scale;
  const position = toPosition(value);
  return (
    <input
      class="slider"
      type="range"
      min={0}
      max={last}
      value={position}
      aria-label={label}
      aria-valuetext={text}
      ref={(element) => element?.style.setProperty('--at', `${(100 * position) / last}%`)}
      onPointerDown={() => {
        held.current = scale;
        isMoving.value = true;
      }}
      onInput={({ currentTarget }) => onValue(toValue(Number(currentTarget.value)))}
      onChange={() => {
        held.current = null;
        isMoving.value = false;
        onSettle();
      }}
      onPointerUp={() => {
        isMoving.value = false;
      }}
      onPointerCancel={() => {
        isMoving.value = false;
      }}
    />
  );
}
