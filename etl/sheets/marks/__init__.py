"""What a workbook holds beside its cells: hidden rows, error cells, merged areas, our own mark."""
