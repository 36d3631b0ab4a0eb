import { history } from './store.js';

/** Ctrl+Z and its like, but in text fields, which have their own. */
export function followKeys(): void {
  addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, shiftKey, target } = event;
    const isText = target instanceof HTMLInputElement && !['range', 'checkbox'].includes(target.type);
    if (isText || !(ctrlKey || metaKey)) return;
    const isUndo = key.toLowerCase() === 'z' && !shiftKey;
    const isRedo = (key.toLowerCase() === 'z' && shiftKey) || key.toLowerCase() === 'y';
    if (!isUndo && !isRedo) return;
    event.preventDefault();
    if (isUndo) history.undo();
    else history.redo();
  });
}
