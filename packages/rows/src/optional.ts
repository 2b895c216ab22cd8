import { CdnExportError } from "@cdn-export/api/base-error";

/**
 * A library that is needed for some files only, and installed by those who have such files.
 *
 * @param load - the import itself, so that bundlers see its name.
 */
export async function optional<T>(name: string, kind: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new CdnExportError("NOT_INSTALLED", `Reading ${kind} needs the package "${name}", which cannot be loaded`, {
      advice: `Install it: npm install ${name}`,
      cause,
    });
  }
}
