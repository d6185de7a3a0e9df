// A folder that an author types, to be made in the opened one.
import path from "node:path";

/** True where it lies inside, and is not the opened folder itself. */
export function isInside(text: string): boolean {
  const normal = path.posix.normalize(text.trim().replaceAll("\\", "/"));
  return (
    text.trim() !== "" &&
    normal !== "." &&
    normal !== "./" &&
    !normal.startsWith("..") &&
    !path.posix.isAbsolute(normal) &&
    !/^[a-z]:/i.test(normal)
  );
}
