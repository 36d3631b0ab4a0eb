import { openFiles, openText } from './open-files.js';

/** What is pasted anywhere but into a field is opened. */
export function followPaste(): void {
  addEventListener('paste', (event) => {
    const { target, clipboardData } = event;
    const isText = target instanceof HTMLInputElement && !['range', 'checkbox'].includes(target.type);
    if (isText || !clipboardData) return;
    const files = [...clipboardData.files];
    const text = clipboardData.getData('text/plain');
    if (files.length === 0 && text.trim() === '') return;
    event.preventDefault();
    if (files.length > 0) openFiles(files);
    else openText(text);
  });
}
