"""What a workbook says beside its cells: hidden rows, error cells, merged areas, our own mark."""
