// Copies text, including text that is still being computed: browsers allow copying only directly after a click.

export async function copyText(text: string | Promise<string>): Promise<void> {
  const { clipboard } = navigator;
  if (typeof text === "string" || typeof ClipboardItem !== "function") {
    await clipboard.writeText(await text);
    return;
  }
  const blob = text.then((each) => new Blob([each], { type: "text/plain" }));
  await clipboard.write([new ClipboardItem({ "text/plain": blob })]);
}
