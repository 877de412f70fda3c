// "Vučić" is found by "vucic"; upper case comes first, for it makes two letters of "ß".
export function fold(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase().toLowerCase().trim();
}
