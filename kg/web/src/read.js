// Reads data: from a server, or from a file that is a script, for a page opened from a folder may fetch nothing.
import { element } from "./element.js";

export async function read(address, signal) {
  if (address.endsWith(".js")) return readFile(address);
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

// The file hands its data to the element that runs it.
function readFile(address) {
  return new Promise((resolve, reject) => {
    const script = element("script", { src: address });
    script.onload = () => resolve(script.data);
    script.onerror = () => reject(new Error(`${address}: not found`));
    document.head.append(script);
    script.remove();
  });
}
