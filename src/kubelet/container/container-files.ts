/** Whose a file is: root's unless something else is said. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

const ROOT: Owner = { uid: 0, gid: 0 };

/** A file as a volume shows it; without a mode it is 0644. */
export interface FileContent {
  readonly text: string;
  readonly mode?: number;
  /** Of whom it is, when it is not root's. */
  readonly uid?: number;
}

/** What is said of a whole file system. */
export interface FileSystem {
  /** Nothing may be written into it. */
  readonly isReadOnly?: boolean;
  /** It lies in memory (tmpfs). */
  readonly inMemory?: boolean;
  /** The mode of its root directory. */
  readonly rootMode?: number;
  /** The group of all that is in it: a Pod's fsGroup. */
  readonly group?: number;
  /** Who writes here and in what is mounted here; root when left out. */
  readonly user?: Owner;
}

/** A volume, or a part of it, at a place in a container's file system. */
export interface Mount {
  readonly path: string;
  readonly files: ContainerFiles;
  /** The directory or file of the volume that is mounted: `/`, or a subPath. */
  readonly under: string;
  readonly isReadOnly: boolean;
  /** Brings what the volume shows up to date, before it is read. */
  readonly refresh?: () => void;
}

/** A path in the file system that holds it: the container's own, or a volume's. */
interface Place {
  readonly files: ContainerFiles;
  readonly path: string;
  readonly isReadOnly: boolean;
}

/**
 * The files that programs wrote, of a container or of a volume that containers share. Directories exist when
 * something is in them or when they were made.
 */
export class ContainerFiles {
  private readonly files = new Map<string, string>();
  private readonly modes = new Map<string, number>();
  private readonly owners = new Map<string, Owner>();
  private readonly directories = new Set<string>();
  private readonly listeners: (() => void)[] = [];

  /** The longest mount that holds a path counts. */
  constructor(
    private readonly mounts: readonly Mount[] = [],
    private readonly system: FileSystem = {},
  ) {}

  /** Calls `listen` after each change, of the volumes that are mounted too. */
  onChange(listen: () => void): void {
    this.listeners.push(listen);
    for (const { files } of this.mounts) files.onChange(listen);
  }

  read(path: string): string | undefined {
    if (path === '/dev/null') return '';
    const place = this.placeOf(path);
    return place.files.files.get(place.path);
  }

  /** Writes a file; false where nothing may be written. */
  write(path: string, text: string, append: boolean): boolean {
    if (path === '/dev/null') return true;
    const { files, path: key, isReadOnly } = this.placeOf(path);
    if (isReadOnly) return false;
    files.own(key, this.system.user ?? ROOT);
    files.put(key, append ? (files.files.get(key) ?? '') + text : text);
    return true;
  }

  /** Puts a file there without anybody's doing, as an image does. */
  lay(path: string, text: string): void {
    this.files.set(clean(path), text);
  }

  /** The permissions of a file or directory; undefined when there is none. */
  modeOf(path: string): number | undefined {
    const { files, path: key } = this.placeOf(path);
    if (key === '/' && files.system.rootMode !== undefined) return files.system.rootMode;
    const known = files.modes.get(key);
    if (known !== undefined) return known;
    if (this.isFile(path)) return 0o644;
    return this.isDirectory(path) ? 0o755 : undefined;
  }

  /** Whose a file or directory is; undefined when there is none. */
  ownerOf(path: string): Owner | undefined {
    if (this.modeOf(path) === undefined) return undefined;
    const { files, path: key } = this.placeOf(path);
    return files.owners.get(key) ?? { uid: 0, gid: files.system.group ?? 0 };
  }

  /** Changes the permissions of what is there; false when nothing is, or it may not be changed. */
  changeMode(path: string, mode: number): boolean {
    if (this.modeOf(path) === undefined) return false;
    const { files, path: key, isReadOnly } = this.placeOf(path);
    if (isReadOnly) return false;
    files.modes.set(key, mode);
    return true;
  }

  /** Changes whose something is; false when nothing is there, or it may not be changed. */
  changeOwner(path: string, owner: Owner): boolean {
    if (this.modeOf(path) === undefined) return false;
    const { files, path: key, isReadOnly } = this.placeOf(path);
    if (isReadOnly) return false;
    files.owners.set(key, owner);
    return true;
  }

  /** True when a path lies in memory. */
  inMemory(path: string): boolean {
    return this.placeOf(path).files.system.inMemory === true;
  }

  /** Makes an empty file unless it is there; false where nothing may be written. */
  touch(path: string): boolean {
    return this.read(path) !== undefined || this.write(path, '', false);
  }

  /** Removes a file, or a directory with all in it; false when there is none, or it may not go. */
  remove(path: string): boolean {
    const { files, path: key, isReadOnly } = this.placeOf(path);
    if (isReadOnly) return false;
    let removed = files.files.delete(key) || files.directories.delete(key);
    files.owners.delete(key);
    for (const file of [...files.files.keys()]) {
      if (file.startsWith(`${key}/`)) removed = files.files.delete(file) || removed;
    }
    if (removed) files.changed();
    return removed;
  }

  makeDirectory(path: string): void {
    const { files, path: key, isReadOnly } = this.placeOf(path);
    if (isReadOnly) return;
    files.own(key, this.system.user ?? ROOT);
    files.directories.add(key);
  }

  isFile(path: string): boolean {
    const { files, path: key } = this.placeOf(path);
    return files.files.has(key);
  }

  isDirectory(path: string): boolean {
    const key = clean(path);
    if (EVERYWHERE.has(key)) return true;
    if (this.mounts.some((mount) => `${clean(mount.path)}/`.startsWith(`${key}/`))) {
      return !this.isFile(path);
    }
    const place = this.placeOf(path);
    if (place.path === '/' || place.files.directories.has(place.path)) return true;
    for (const file of place.files.files.keys()) {
      if (file.startsWith(`${place.path}/`)) return true;
    }
    return false;
  }

  /** The names directly in a directory, sorted. */
  list(path: string): string[] {
    const { files, path: key } = this.placeOf(path);
    const names = new Set<string>();
    const add = (prefix: string, paths: Iterable<string>) => {
      for (const one of paths) {
        if (one.startsWith(prefix) && one !== prefix) {
          names.add(one.slice(prefix.length).split('/')[0] as string);
        }
      }
    };
    add(key === '/' ? '/' : `${key}/`, [...files.files.keys(), ...files.directories]);
    const own = clean(path) === '/' ? '/' : `${clean(path)}/`;
    add(
      own,
      this.mounts.map((mount) => clean(mount.path)),
    );
    if (files === this) add(own, EVERYWHERE);
    return [...names].sort();
  }

  /** Replaces all that is in it: what a ConfigMap's volume shows after a change. */
  fill(contents: ReadonlyMap<string, FileContent>): void {
    this.files.clear();
    this.modes.clear();
    this.owners.clear();
    for (const [name, { text, mode, uid }] of contents) {
      this.files.set(clean(name), text);
      if (uid !== undefined) this.owners.set(clean(name), { uid, gid: this.system.group ?? 0 });
      if (mode !== undefined) this.modes.set(clean(name), mode);
    }
    this.changed();
  }

  /** What is made anew is its maker's, and of the group of the volume. */
  private own(key: string, { uid, gid }: Owner): void {
    const isThere = this.files.has(key) || this.directories.has(key);
    if (isThere || (uid === 0 && gid === 0)) return;
    this.owners.set(key, { uid, gid: this.system.group ?? gid });
  }

  private put(key: string, text: string): void {
    this.files.set(key, text);
    this.changed();
  }

  private changed(): void {
    for (const listen of this.listeners) listen();
  }

  private placeOf(path: string): Place {
    const key = clean(path);
    let best: Mount | undefined;
    for (const mount of this.mounts) {
      const at = clean(mount.path);
      const holds = key === at || at === '/' || key.startsWith(`${at}/`);
      if (holds && at.length >= (best === undefined ? 0 : clean(best.path).length)) best = mount;
    }
    if (best === undefined) {
      return { files: this, path: key, isReadOnly: this.system.isReadOnly === true };
    }
    best.refresh?.();
    const rest = key.slice(clean(best.path).length);
    return {
      files: best.files,
      path: clean(`${best.under}/${rest}`),
      isReadOnly: best.isReadOnly,
    };
  }
}

/** Directories that every image has. */
const EVERYWHERE = new Set(['/', '/tmp', '/dev', '/etc', '/var', '/proc']);

function clean(path: string): string {
  const absolute = path.startsWith('/') ? path : `/${path}`;
  const normal = absolute.replace(/\/(\.?\/)+/g, '/').replace(/\/\.?$/, '');
  return normal === '' ? '/' : normal;
}
