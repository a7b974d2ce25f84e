"""Reading and writing plans: planmodel's own files, tables, and exports."""
