/** Drawn on a grid of 16, by lines. */
const paths = {
  add: 'M8 3.5v9M3.5 8h9',
  chart: 'M2.5 2.5v11h11M5 10.5l2.5-4 2.5 2 3-5',
  check: 'M3 8.5l3.2 3.2L13 4.8',
  chevron: 'M4.5 6.5L8 10l3.5-3.5',
  close: 'M4 4l8 8M12 4l-8 8',
  copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
  dark: 'M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6z',
  down: 'M8 3v10M4 9l4 4 4-4',
  download: 'M8 2.5v7.5M4.8 7L8 10.2 11.2 7M3 13.5h10',
  error: 'M8 5v3.6M8 11v.1M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z',
  file: 'M4 1.8h5l3 3v9.4H4zM9 1.8v3h3',
  hidden:
    'M2 2l12 12M6.6 4.2A7 7 0 0 1 8 4c4 0 6 4 6 4a11 11 0 0 1-1.7 2.2M4.2 5.3A10.6 10.6 0 0 0 2 8s2 4 6 4a6.5 6.5 0 0 0 2.4-.5M6.7 6.7a1.8 1.8 0 0 0 2.6 2.6',
  light:
    'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1.5M8 13v1.5M1.5 8H3M13 8h1.5M3.4 3.4l1 1M11.6 11.6l1 1M3.4 12.6l1-1M11.6 4.4l1-1',
  minus: 'M3.5 8h9',
  note: 'M8 7.4v3.8M8 4.8v.1M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  play: 'M5 3.2v9.6L12.5 8z',
  recent: 'M8 4.5V8l2.3 1.8M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8z',
  redo: 'M12.5 6.5H6a3.3 3.3 0 0 0 0 6.6h3M9.7 3.5l3 3-3 3',
  remove: 'M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 9h5.8l.6-9',
  same: 'M3 5.5h9M9.5 3L12 5.5 9.5 8M13 10.5H4M6.5 8L4 10.5 6.5 13',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.2 3.2',
  share: 'M6.7 9.3l2.6-2.6M7.3 4.7l1.2-1.2a2.8 2.8 0 0 1 4 4l-1.2 1.2M8.7 11.3l-1.2 1.2a2.8 2.8 0 0 1-4-4l1.2-1.2',
  stop: 'M4 4h8v8H4z',
  system: 'M2 3h12v8H2zM6 13.5h4M8 11v2.5',
  undo: 'M3.5 6.5H10a3.3 3.3 0 0 1 0 6.6H7M6.3 3.5l-3 3 3 3',
  up: 'M8 13V3M4 7l4-4 4 4',
  visible: 'M2 8s2-4 6-4 6 4 6 4-2 4-6 4-6-4-6-4zM8 6.2a1.8 1.8 0 1 0 0 3.6 1.8 1.8 0 0 0 0-3.6z',
  warning: 'M8 6v3M8 11.2v.1M8 2l6.3 11.5H1.7z',
  zoom: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
