"""Figures and animations drawn from run files; the only package that imports matplotlib."""
