"""Reads diplomatic statements, scores their tone and finds shifts; follow the data through dvc.yaml."""
