import { realpath } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { RequestError } from "../http/failure.ts";

/**
 * The real path of a file that a ledger names. A ledger is only a file: what it says must not lead out of its folder, neither by
 * its path nor by a symbolic link.
 *
 * @throws RequestError if the file isn't in the folder, or isn't there.
 */
export async function pathInside(folder: string, path: string): Promise<string> {
  const [root, real] = await Promise.all([realpath(folder), realpath(join(folder, path))]).catch(() => {
    throw new RequestError(
      404,
      "FILE_MISSING",
      { en: `${path} isn't there any more`, zh: `${path} 已不存在` },
      { en: "Export its window again in Completeness", zh: "请在“完整性”中重新导出这个时间段" },
    );
  });
  const inside = relative(root, real);
  if (inside !== "" && inside !== ".." && !inside.startsWith(`..${sep}`) && join(root, inside) === real) return real;
  throw new RequestError(403, "OUTSIDE", {
    en: `${path} leads out of the folder, so it isn't read`,
    zh: `${path} 指向文件夹之外，因此不读取`,
  });
}
