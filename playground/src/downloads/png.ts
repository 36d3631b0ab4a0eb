/** Pixels of the picture for one of the drawing. */
const SCALE = 2;

/** A drawing as a picture; the font comes along in it, since a drawing that is a picture may load nothing. */
export async function toPng(svg: string, fontUrl: string): Promise<Blob> {
  const font = await dataUrl(await (await fetch(fontUrl)).blob());
  const style = `<style>@font-face{font-family:"Inter Variable";font-weight:100 900;src:url(${font})}</style>`;
  const drawing = new Blob([svg.replace(/<title>/, `${style}<title>`)], { type: 'image/svg+xml' });
  const url = URL.createObjectURL(drawing);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = SCALE * image.naturalWidth;
    canvas.height = SCALE * image.naturalHeight;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((give, fail) =>
      canvas.toBlob((blob) => (blob ? give(blob) : fail(new Error('the browser cannot draw it.'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

const dataUrl = (blob: Blob) =>
  new Promise<string>((give, fail) => {
    const reader = new FileReader();
    reader.onload = () => give(reader.result as string);
    reader.onerror = () => fail(new Error('its font could not be read.'));
    reader.readAsDataURL(blob);
  });
