import { expect, type Locator } from "@playwright/test";

/**
 * Replaces the text of an editor. What `fill` has selected, the editor may select anew before the text comes, as it
 * does when names to complete arrive; then it is done once more.
 */
export async function write(editor: Locator, text: string): Promise<void> {
  await expect(async () => {
    await editor.fill(text);
    expect((await editor.locator(".cm-line").allTextContents()).join("\n")).toBe(text);
  }).toPass();
}
