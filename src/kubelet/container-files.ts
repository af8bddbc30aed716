/** The files that a container's programs wrote. Directories exist when something is in them or when they were made. */
export class ContainerFiles {
  private readonly files = new Map<string, string>();
  private readonly directories = new Set<string>(['/', '/tmp', '/dev', '/etc', '/var', '/proc']);
  private listener: (() => void) | undefined;

  /** Calls `listen` after each change. */
  onChange(listen: () => void): void {
    this.listener = listen;
  }

  read(path: string): string | undefined {
    if (path === '/dev/null') return '';
    return this.files.get(clean(path));
  }

  write(path: string, text: string, append: boolean): void {
    if (path === '/dev/null') return;
    const key = clean(path);
    this.files.set(key, append ? (this.files.get(key) ?? '') + text : text);
    this.listener?.();
  }

  /** Makes an empty file unless it is there. */
  touch(path: string): void {
    if (this.read(path) === undefined) this.write(path, '', false);
  }

  /** Removes a file, or a directory with all in it; false when there is none. */
  remove(path: string): boolean {
    const key = clean(path);
    let removed = this.files.delete(key) || this.directories.delete(key);
    for (const file of [...this.files.keys()]) {
      if (file.startsWith(`${key}/`)) removed = this.files.delete(file) || removed;
    }
    if (removed) this.listener?.();
    return removed;
  }

  makeDirectory(path: string): void {
    this.directories.add(clean(path));
  }

  isFile(path: string): boolean {
    return this.files.has(clean(path));
  }

  isDirectory(path: string): boolean {
    const key = clean(path);
    if (this.directories.has(key)) return true;
    for (const file of this.files.keys()) if (file.startsWith(`${key}/`)) return true;
    return false;
  }

  /** The names directly in a directory, sorted. */
  list(path: string): string[] {
    const prefix = clean(path) === '/' ? '/' : `${clean(path)}/`;
    const names = new Set<string>();
    for (const file of [...this.files.keys(), ...this.directories]) {
      if (file.startsWith(prefix) && file !== prefix) {
        names.add(file.slice(prefix.length).split('/')[0] as string);
      }
    }
    return [...names].sort();
  }
}

function clean(path: string): string {
  const absolute = path.startsWith('/') ? path : `/${path}`;
  const normal = absolute.replace(/\/(\.?\/)+/g, '/').replace(/\/\.?$/, '');
  return normal === '' ? '/' : normal;
}
